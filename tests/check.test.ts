import { describe, test } from 'vitest'
import { compile, type Options } from '../config-src/compiler/compile.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { casesIn, expectText, orbsIn, readIn } from './fixtures.ts'

/** A folder is an input (`input.yml`, with `options.json` where it needs some) and what the user reads of it (`expected.txt`). */
describe('check', () => {
  test.for(casesIn('check'))('$name', ({ folder }) => {
    const options = JSON.parse(readIn(folder, 'options.json') ?? '{}') as Options
    const { diagnostics } = compile(readIn(folder, 'input.yml') ?? '', {
      ...options,
      file: 'config.yml',
      orbs: orbsIn(folder),
    })
    expectText(folder, 'expected.txt', formatText(diagnostics))
  })
})
