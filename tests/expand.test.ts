import { describe, test } from 'vitest'
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
})
