import fc, { type Arbitrary } from 'fast-check'
import { type Mutation, mutate, mutations } from './mutate.ts'
import { seeds } from './seeds.ts'
import { keys, odd } from './words.ts'

/** Texts of all kinds: bytes, nearly YAML, configs of random keys, and real configs with something changed. */
export function texts(): Arbitrary<string> {
  return fc.oneof(
    { weight: 1, arbitrary: bytes() },
    { weight: 1, arbitrary: nearlyYaml() },
    { weight: 3, arbitrary: configs() },
    { weight: 9, arbitrary: mutated() },
  )
}

/** Any bytes, read as UTF-8 the way a file is. */
function bytes(): Arbitrary<string> {
  return fc.uint8Array({ maxLength: 300 }).map(array => new TextDecoder().decode(array))
}

function nearlyYaml(): Arbitrary<string> {
  const pieces = [
    ...odd,
    ...keys,
    ': ',
    ':\n',
    '\n',
    '\n  ',
    '\n    ',
    '- ',
    ', ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '\r\n',
    ' #',
  ]
  return fc
    .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 5 })), { maxLength: 60 })
    .map(all => all.join(''))
}

/** Trees of keys that exist and values that do not fit, under the sections of a config. */
function configs(): Arbitrary<string> {
  const key = fc.constantFrom(...keys)
  const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom<unknown>(...odd, null, true, false, 0, 1, 2.1),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('tree')), { maxLength: 5 }).map(entries => new Map(entries)),
    ),
  }))
  const sections = fc.array(fc.tuple(key, tree), { minLength: 1, maxLength: 6 })
  return sections.map(entries => `version: 2.1\n${written(new Map(entries), 0)}`)
}

/** Block style, so that keys with anchors, templates and indicators stand as they are. */
function written(value: unknown, depth: number): string {
  const margin = ' '.repeat(depth * 2)
  if (value instanceof Map) {
    if (value.size === 0) return `${margin}{}\n`
    return [...value].map(([key, inner]) => `${margin}${key}:${below(inner, depth)}`).join('')
  }
  if (Array.isArray(value)) return value.map(item => `${margin}-${below(item, depth)}`).join('') || `${margin}[]\n`
  return `${margin}${String(value)}\n`
}

function below(value: unknown, depth: number): string {
  return value instanceof Map || Array.isArray(value) ? `\n${written(value, depth + 1)}` : ` ${String(value)}\n`
}

function mutated(): Arbitrary<string> {
  const all = seeds()
  const mutation: Arbitrary<Mutation> = fc.record({
    kind: fc.constantFrom(...mutations),
    at: fc.nat(10_000),
    to: fc.nat(10_000),
    text: fc.constantFrom(...odd),
    key: fc.constantFrom(...keys),
  })
  return fc
    .tuple(fc.constantFrom(...all), fc.constantFrom(...all), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([text, other, changes]) => changes.reduce((before, change) => mutate(before, other, change), text))
}
