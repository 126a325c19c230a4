import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { compile, type Options } from '../config-src/compiler/compile.ts'
import type { Source } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

/** Orbs of a case: `orbs/namespace/name@version.yml`. */
function orbsIn(folder: string): ReadonlyMap<string, Source> {
  const start = join(folder, 'orbs')
  const orbs = new Map<string, Source>()
  if (!existsSync(start)) return orbs
  for (const namespace of readdirSync(start)) {
    for (const file of readdirSync(join(start, namespace))) {
      const reference = `${namespace}/${file.replace(/\.yml$/, '')}`
      orbs.set(reference, {
        file: `orbs/${namespace}/${file}`,
        text: readFileSync(join(start, namespace, file), 'utf8'),
      })
    }
  }
  return orbs
}

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
