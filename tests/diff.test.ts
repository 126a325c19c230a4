import { describe, expect, test } from 'vitest'
import { diffMarkdown } from '../config-src/compiler/5-render/diff/markdown.ts'
import type { Report } from '../config-src/compiler/5-render/diff/report.ts'
import { tell } from '../config-src/compiler/5-render/diff/tell.ts'
import { diffText } from '../config-src/compiler/5-render/diff/text.ts'
import { compareTexts } from '../scripts/circlec/compare.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

/** What a reader is told of the change from one text to another. */
function told(old: string, now: string): Report {
  const compared = compareTexts({ old: { file: 'old.yml', text: old }, new: { file: 'new.yml', text: now } })
  if ('errors' in compared) throw new Error(compared.errors.map(({ message }) => message).join('\n'))
  return tell(compared.difference)
}

/** A folder is a config before and after a change (`old.yml`, `new.yml`) and what is told of it (`expected.txt`, `expected.md`). */
describe('diff', () => {
  test.for(casesIn('diff', 'old.yml'))('$name', ({ folder }) => {
    const report = told(readIn(folder, 'old.yml') ?? '', readIn(folder, 'new.yml') ?? '')
    const text = diffText(report)
    expectText(folder, 'expected.txt', text)
    if (readIn(folder, 'expected.md') !== undefined)
      expectText(folder, 'expected.md', diffMarkdown(report, 'What changes in `config.yml`'))
    const tooLong = text.split('\n').filter(line => line.length > 80 && line.trim().includes(' '))
    expect(tooLong).toEqual([])
  })

  test.for(casesIn('diff', 'old.yml'))('nothing differs from itself: $name', ({ folder }) => {
    for (const file of ['old.yml', 'new.yml']) {
      const text = readIn(folder, file) ?? ''
      expect(told(text, text).equal).toBeDefined()
    }
  })
})
