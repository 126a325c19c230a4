import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile, type Options } from '../config-src/compiler/compile.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import type { Level } from '../config-src/compiler/rules/rule.ts'
import { root } from '../scripts/root.ts'
import { recordedCases } from './conformance/recorded.ts'
import { expectText, fixtures } from './fixtures.ts'

interface Input {
  readonly name: string
  readonly text: string
  readonly options: Options
}

const wild = join(root, '../shared/wild')

/** Real configs: those whose compilation was recorded, with the orbs that are at hand, and others. */
const recorded: readonly Input[] = recordedCases().map(({ name, input, sources }) => ({
  name,
  text: input,
  options: { orbs: sources },
}))
const others: readonly Input[] = (existsSync(wild) ? readdirSync(wild) : [])
  .filter(name => name.endsWith('.yml'))
  .sort()
  .map(name => ({ name, text: readFileSync(join(wild, name), 'utf8'), options: {} }))

const ids = new Set<string>(rules.map(({ id }) => id))

function countsOf(inputs: readonly Input[], level: Level): string {
  const counts = new Map<string, number>()
  for (const { name, text, options } of inputs) {
    const { diagnostics } = compile(text, { ...options, file: name, rules: { rules, level } })
    for (const { rule, severity } of diagnostics) {
      const key = `${severity.padEnd(8)} ${rule}`
      if (ids.has(rule)) counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, count]) => `${String(count).padStart(4)} ${key}\n`)
    .join('')
}

/** How often each rule speaks, so that a change is seen: read the diff, and each new finding, by hand. */
describe.skipIf(recorded.length === 0)('how often each rule speaks about real configs', () => {
  const folder = join(fixtures, 'rule-counts')

  test.for(['default', 'pedantic'] as const)('whose compilation was recorded: %s', level => {
    expectText(folder, `recorded-${level}.txt`, countsOf(recorded, level))
  })

  test.skipIf(others.length === 0).for(['default', 'pedantic'] as const)('that were found: %s', level => {
    expectText(folder, `found-${level}.txt`, countsOf(others, level))
  })
})

describe.skipIf(recorded.length === 0)('no rule calls an error what CircleCI has compiled', () => {
  test.for(recorded)('$name', ({ name, text, options }) => {
    const { diagnostics } = compile(text, { ...options, file: name, rules: { rules, level: 'pedantic' } })
    const errors = diagnostics.filter(({ rule, severity }) => severity === 'error' && ids.has(rule))
    expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  })
})
