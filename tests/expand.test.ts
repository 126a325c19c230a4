import { describe, expect, test } from 'vitest'
import { expand, type Options } from '../config-src/compiler/compile.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

/** A folder is an input (`input.yml`, `options.json`) and the compiled config (`expected.yml`), with notes of rules as comments of the input. */
describe('expand', () => {
  test.for(casesIn('expand'))('$name', ({ folder }) => {
    const options = JSON.parse(readIn(folder, 'options.json') ?? '{}') as Options
    const result = expand(readIn(folder, 'input.yml') ?? '', { ...options, file: 'config.yml' })
    const shown = result.text ?? formatText(result.diagnostics)
    expectText(folder, 'expected.yml', shown)
  })

  test.for(casesIn('expand'))('expanding again changes nothing (S21.17): $name', ({ folder }) => {
    const options = JSON.parse(readIn(folder, 'options.json') ?? '{}') as Options
    const once = expand(readIn(folder, 'input.yml') ?? '', options).text
    if (once === undefined) return
    const body = once.replace(/^#.*\n/gm, (line, at: number) => (at < once.indexOf('version:') ? '' : line))
    expect(expand(body).text).toBe(body)
  })
})
