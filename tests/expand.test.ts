import { describe, expect, test } from 'vitest'
import { type ExpandedText, expand, type Options } from '../config-src/compiler/compile.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { casesIn, expectText, orbsIn, readIn } from './fixtures.ts'

function expandCase(folder: string): ExpandedText {
  const options = JSON.parse(readIn(folder, 'options.json') ?? '{}') as Options
  return expand(readIn(folder, 'input.yml') ?? '', { ...options, file: 'config.yml', orbs: orbsIn(folder) })
}

/** A folder is an input (`input.yml`, `options.json`, `orbs/`) and the compiled config (`expected.yml`), with notes of rules as comments of the input. */
describe('expand', () => {
  test.for(casesIn('expand'))('$name', ({ folder }) => {
    const { text, diagnostics } = expandCase(folder)
    expectText(folder, 'expected.yml', text ?? formatText(diagnostics))
  })

  test.for(casesIn('expand'))('expanding again changes nothing (S21.17): $name', ({ folder }) => {
    // What was left out leaves a job that no workflow uses, and such a job is not printed.
    if (readIn(folder, 'options.json')?.includes('pruneFiltered')) return
    const once = expandCase(folder).text
    if (once === undefined) return
    const body = once.replace(/^#.*\n/gm, (line, at: number) => (at < once.indexOf('version:') ? '' : line))
    expect(expand(body).text).toBe(body)
  })
})
