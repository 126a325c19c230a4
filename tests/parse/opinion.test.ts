import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDocument, parse as parseYaml, stringify } from 'yaml'
import type { Node } from '../../config-src/compiler/1-parse/node.ts'
import { parse } from '../../config-src/compiler/1-parse/parse.ts'
import { root } from '../../scripts/root.ts'
import { conformanceCases, hasConformance } from '../conformance.ts'

/** A tree with the texts of its scalars, so that only the structure is compared and not the rules for types. */
function textsOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.text
  if (node.kind === 'seq') return node.items.map(textsOf)
  return Object.fromEntries(node.entries.map(({ keyNode, value }) => [keyNode.text, textsOf(value)]))
}

function dataOf(node: Node): unknown {
  if (node.kind === 'scalar') return node.value
  if (node.kind === 'seq') return node.items.map(dataOf)
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, dataOf(value)]))
}

function rootOf(text: string): Node {
  const complaints: string[] = []
  const document = parse({ file: 'input.yml', text }, ({ message }) => complaints.push(message))
  expect(complaints).toEqual([])
  return document!.root
}

/** What `yaml` reads, with merge keys, every scalar a text. */
function secondOpinion(text: string): unknown {
  const document = parseDocument(text, { schema: 'failsafe', merge: true, uniqueKeys: false })
  expect(document.errors).toEqual([])
  return document.toJS({ maxAliasCount: -1 })
}

describe('yaml reads the same structure and the same texts', () => {
  const fixtures = join(root, 'tests/fixtures/parse')
  const agreed = ['anchors', 'block-scalars', 'crlf', 'merge-keys', 'plain-lines', 'quoted', 'templates']
  test.each(agreed.filter(name => readdirSync(fixtures).includes(name)))('%s', name => {
    const text = readFileSync(join(fixtures, name, 'input.yml'), 'utf8')
    expect(textsOf(rootOf(text))).toEqual(secondOpinion(text))
  })

  test.runIf(hasConformance).each(conformanceCases())('$name', ({ folder }) => {
    const text = readFileSync(join(folder, 'input.yml'), 'utf8')
    expect(textsOf(rootOf(text))).toEqual(secondOpinion(text))
  })
})

// Where yaml and SnakeYAML read differently nothing is compared: lines of blanks, lines that end in a colon, folded escapes.

/** Texts without `?`, which the server takes for a key where it stands between brackets without quotes. */
const text = (unit: 'grapheme' | 'grapheme-ascii') => fc.string({ unit }).map(found => found.replaceAll('?', '!'))

const data = fc.object({
  // `<<` is written without quotes in every style, and so is a merge key.
  key: fc.string({ unit: 'grapheme-ascii', minLength: 1 }).filter(key => key !== '__proto__' && key !== '<<'),
  maxDepth: 4,
  values: [
    text('grapheme'),
    fc.array(text('grapheme-ascii')).map(lines => lines.map(line => `x${line.replaceAll(':', '').trim()}`).join('\n')),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
  ],
})

const styles = fc.record({
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'),
  collectionStyle: fc.constantFrom('any', 'flow'),
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
})

test('what yaml writes in YAML 1.1 is read as yaml reads it, in every style', () => {
  fc.assert(
    fc.property(data, styles, (value, { defaultStringType, ...style }) => {
      const text = stringify(value, {
        ...style,
        version: '1.1',
        lineWidth: 0,
        defaultStringType: defaultStringType as 'PLAIN',
        defaultKeyType: 'QUOTE_DOUBLE',
        aliasDuplicateObjects: false,
      })
      expect(dataOf(rootOf(text))).toEqual(parseYaml(text, { version: '1.1' }))
    }),
    { numRuns: 500 },
  )
})
