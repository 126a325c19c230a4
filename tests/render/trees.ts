import fc, { type Arbitrary } from 'fast-check'
import { entry, map, scalar, seq } from '../../config-src/compiler/1-parse/build.ts'
import type { MapNode, Node } from '../../config-src/compiler/1-parse/node.ts'
import { typedScalar } from '../../config-src/compiler/1-parse/resolve.ts'

const nowhere = { source: { file: 'made.yml', text: '' }, start: 0, end: 0 }

/** A tree as plain data that keeps types apart and keys in their order, and forgets places and styles. */
export function dataOf(node: Node): unknown {
  if (node.kind === 'scalar') return { [node.type]: node.value }
  if (node.kind === 'seq') return node.items.map(dataOf)
  return { map: node.entries.map(({ key, value }) => [key, dataOf(value)]) }
}

/** Characters that mean something to YAML, more often than all the others. */
const character = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...'ab01:#-?,[]{}&*!|>\'"%@`\\~=.<_+ey') },
  { weight: 6, arbitrary: fc.constantFrom(' ', ' ', '\n', '\t') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\r', '\0', '\x1b', '\x7f', '\x85', '\xa0', '\u2028', '\ufeff', 'é', '€', '😀'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
)

/** Texts that YAML 1.1 takes for something else, or that lie at a limit. */
const special = fc.constantFrom(
  ...['', 'true', 'Off', 'null', '~', '<<', '=', '-', '?', ':', '---', '...', '.', '2019-01-01', '2001-1-1 1:02:03'],
  ...[
    '1',
    '010',
    '09',
    '0o7',
    '0x1',
    '0b1',
    '1_000',
    '1.5',
    '1.',
    '.5',
    '1e5',
    '1e-5',
    '12:30',
    '1:2.5',
    '.inf',
    '.NaN',
  ],
  ...['a'.repeat(122), 'a'.repeat(123), 'a'.repeat(2000), 'a '.repeat(60), 'é '.repeat(60)],
)

const longLine = fc
  .array(fc.constantFrom('lorem', 'ipsum', '', '"a"', "it's", 'é', '\t', 'x:', '#', '\\', '\n'), { maxLength: 60 })
  .map(words => words.join(' '))

const text = fc.oneof(fc.string({ unit: character, maxLength: 30 }), special, longLine)

const leaf: Arbitrary<Node> = fc.oneof(
  { weight: 5, arbitrary: text.map(value => scalar(value, nowhere)) },
  fc.oneof(fc.boolean(), fc.constant(null), fc.maxSafeInteger(), fc.bigInt()).map(value => {
    const small = typeof value === 'bigint' && BigInt.asIntN(53, value) === value
    return scalar(small ? Number(value) : value, nowhere)
  }),
  fc.double().map(value => typedScalar({ type: 'float', value }, '', nowhere)),
)

const { node } = fc.letrec<{ node: Node }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }).map(items => seq(items, nowhere)),
    fc.array(fc.tuple(text, tie('node')), { maxLength: 4 }).map(mapOf),
  ),
}))

function mapOf(pairs: readonly (readonly [string, Node])[]): MapNode {
  const entries = [...new Map(pairs)].map(([key, value]) => entry(key, value))
  return map(entries, nowhere)
}

/** Any tree that a config could be, with keys and texts of every kind. */
export const anyTree: Arbitrary<MapNode> = fc.array(fc.tuple(text, node), { maxLength: 4 }).map(mapOf)
