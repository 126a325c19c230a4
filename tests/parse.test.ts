import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { MAX_DEPTH } from '../config-src/compiler/1-parse/composer.ts'
import { parse } from '../config-src/compiler/1-parse/parse.ts'
import type { Diagnostic } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../config-src/compiler/diagnostics/sort.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { root } from '../scripts/root.ts'
import { dumpDocument } from './parse/dump.ts'

const fixtures = join(root, 'tests/fixtures/parse')

/** What a reader sees of a text: the diagnostics, and the values where there are any. */
function read(text: string): string {
  const found: Diagnostic[] = []
  const document = parse({ file: 'input.yml', text }, diagnostic => found.push(diagnostic))
  expect(document === undefined).toBe(found.some(({ severity }) => severity === 'error'))
  return [formatText(sortDiagnostics(found)), ...(document ? [dumpDocument(document)] : [])].filter(Boolean).join('\n')
}

describe('a text is read as the server reads it', () => {
  test.each(readdirSync(fixtures).sort())('%s', name => {
    const expected = join(fixtures, name, 'expected.txt')
    const seen = read(readFileSync(join(fixtures, name, 'input.yml'), 'utf8'))
    if (process.env.UPDATE || !existsSync(expected)) writeFileSync(expected, seen)
    expect(seen).toBe(readFileSync(expected, 'utf8'))
  })
})

describe('hostile texts are refused, and quickly', () => {
  const bomb = ['a0: &a0 [x, x]', ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)]
  const merges = [
    'a0: &a0 {x: 1}',
    ...Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} {<<: [*a${i}, *a${i}]}`),
  ]
  const cases: readonly (readonly [string, string, string])[] = [
    ['aliases of lists of aliases', bomb.join('\n'), 'yaml/too-many-aliases'],
    ['merges of merges', merges.join('\n'), 'yaml/too-many-aliases'],
    ['brackets that are never closed', '['.repeat(100_000), 'yaml/too-deep'],
    ['deep block lists', '- '.repeat(100_000), 'yaml/too-deep'],
    ['deep block maps', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), 'yaml/too-deep'],
    ['open braces', '{a: '.repeat(50_000), 'yaml/too-deep'],
    ['quotes that are never closed', '"a\n'.repeat(20_001), 'yaml/syntax'],
    ['questions', '? '.repeat(100_000), 'yaml/too-deep'],
  ]
  test.each(cases)('%s', (_, text, rule) => {
    const found: Diagnostic[] = []
    const start = performance.now()
    expect(parse({ file: 'hostile.yml', text }, diagnostic => found.push(diagnostic))).toBeUndefined()
    expect(found.map(it => it.rule)).toEqual([rule])
    expect(performance.now() - start).toBeLessThan(1000)
  })

  test(`nesting up to ${MAX_DEPTH} is fine`, () => {
    const found: Diagnostic[] = []
    const text = '['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH)
    expect(parse({ file: 'deep.yml', text }, diagnostic => found.push(diagnostic))).toBeDefined()
    expect(found).toEqual([])
  })
})
