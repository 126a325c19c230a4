import { describe, test } from 'vitest'
import type { Options } from '../config-src/compiler/compile.ts'
import { conformanceCases } from './conformance.ts'
import { casesIn, orbsIn, readIn } from './fixtures.ts'
import { obeys } from './fuzz/laws.ts'

describe('the laws hold', () => {
  const own = [...casesIn('check'), ...casesIn('expand')]
  const real = conformanceCases().map(({ name, folder }) => ({ name, folder }))
  test.for([...own, ...real])('$name', ({ folder }) => {
    const given = JSON.parse(readIn(folder, 'options.json') ?? '{}') as Options
    for (const compiler of ['next', 'legacy'] as const)
      obeys(readIn(folder, 'input.yml') ?? '', { ...given, orbs: orbsIn(folder), compiler })
  })
})
