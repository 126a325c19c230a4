import fc from 'fast-check'
import { describe, test } from 'vitest'
import type { Options, Printing } from '../config-src/compiler/compile.ts'
import { texts } from './fuzz/inputs.ts'
import { obeys } from './fuzz/laws.ts'

/** `npm run fuzz` tries many more inputs, and others each time. */
const runs = Number(process.env.FUZZ_RUNS ?? 2_000)
const seed = process.env.FUZZ_SEED ? Number(process.env.FUZZ_SEED) : process.env.FUZZ_RUNS ? undefined : 1

const orb = { file: 'acme/tools@1.0.0', text: 'version: 2.1\ncommands:\n  x:\n    steps: [checkout]\n' }

const options: fc.Arbitrary<Options & Printing> = fc.record(
  {
    compiler: fc.constantFrom('next', 'legacy'),
    lint: fc.boolean(),
    keepAll: fc.boolean(),
    pruneFiltered: fc.boolean(),
    values: fc.constantFrom<Record<string, string | number>>(
      { 'pipeline.git.branch': 'main' },
      { 'pipeline.git.tag': 'v1' },
      { 'pipeline.number': 3 },
    ),
    parameters: fc.constantFrom<Record<string, string | boolean>>({ x: 'y' }, { deploy: true }),
    orbs: fc.constant(new Map([['acme/tools@1.0.0', orb]])),
  },
  { requiredKeys: [] },
)

describe('no text breaks the compiler', () => {
  test(`${runs} inputs: no exception, no hang, places in the text, the same bytes twice, the laws hold`, {
    timeout: 0,
  }, () => {
    fc.assert(
      fc.property(texts(), options, (text, given) => obeys(text, given)),
      { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
    )
  })
})
