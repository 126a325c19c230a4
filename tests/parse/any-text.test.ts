import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Node, ScalarNode } from '../../config-src/compiler/1-parse/node.ts'
import { parse } from '../../config-src/compiler/1-parse/parse.ts'
import { within } from '../../config-src/compiler/1-parse/within.ts'
import type { Diagnostic, Source, Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../../config-src/compiler/diagnostics/sort.ts'
import { formatJson } from '../../config-src/compiler/output/json.ts'
import { formatText } from '../../config-src/compiler/output/text.ts'
import { root } from '../../scripts/root.ts'

const fixtures = join(root, 'tests/fixtures/parse')
const inputs = readdirSync(fixtures).map(name => readFileSync(join(fixtures, name, 'input.yml'), 'utf8'))

const bits = [
  ...['a', 'key: ', '- ', '  ', '\n', '\n  ', '"', "'", '# c', '[', ']', '{', '}', ',', ':', '? ', '|\n', '>-\n  '],
  ...[
    '&a ',
    '*a',
    '<<: ',
    '!!str ',
    '!',
    '~',
    '010',
    '\t',
    '---\n',
    '...\n',
    '%',
    '@',
    '<< x >>',
    '\\',
    '\\n',
    'é',
    '😀',
  ],
  ...['\r\n', '\r', '\x85', '\u2028', '\ufeff', '\0', '\ud800', '""', '{a: b}', '{{', '-', '|2\n', '*', '&', ' #'],
]

const soup = fc.array(fc.constantFrom(...bits), { maxLength: 30 }).map(found => found.join(''))

/** A change of a text: a line dropped, shifted or repeated, or something put into the middle. */
const change = fc.record({
  kind: fc.constantFrom('drop', 'shift', 'repeat', 'insert', 'cut'),
  at: fc.nat(10_000),
  bit: fc.constantFrom(...bits),
})

const mutated = fc
  .tuple(fc.constantFrom(...inputs), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([text, changes]) =>
    changes
      .reduce((lines, { kind, at, bit }) => {
        const i = at % lines.length
        const line = lines[i] ?? ''
        const column = at % (line.length + 1)
        const now: Readonly<Record<string, string[]>> = {
          drop: [],
          shift: [bit === '- ' ? line.slice(1) : ` ${line}`],
          repeat: [line, line],
          insert: [line.slice(0, column) + bit + line.slice(column)],
          cut: [line.slice(0, column) + line.slice(column + 1)],
        }
        return lines.toSpliced(i, 1, ...(now[kind] ?? []))
      }, text.split('\n'))
      .join('\n'),
  )

const anyText = fc.oneof(soup, mutated, fc.string({ unit: 'binary' }))

interface Read {
  readonly source: Source
  readonly found: readonly Diagnostic[]
  readonly root: Node | undefined
}

function read(text: string): Read {
  const found: Diagnostic[] = []
  const source = { file: 'any.yml', text }
  return { source, root: parse(source, diagnostic => found.push(diagnostic))?.root, found }
}

function expectWithin({ source, start, end }: Span, text: string): void {
  expect(source.text).toBe(text)
  expect(start).toBeGreaterThanOrEqual(0)
  expect(end).toBeGreaterThanOrEqual(start)
  expect(end).toBeLessThanOrEqual(text.length)
}

function* nodesOf(node: Node): Generator<Node> {
  yield node
  if (node.kind === 'seq') for (const item of node.items) yield* nodesOf(item)
  if (node.kind === 'map') {
    for (const { keyNode, value } of node.entries) {
      yield keyNode
      yield* nodesOf(value)
    }
  }
}

/** Every part of a scalar lies within its span, and in the order of the text. */
function expectParts(node: ScalarNode): void {
  let last = node.span.start
  for (let at = 0; at < node.text.length; at++) {
    const { start, end } = within(node, at, at + 1)
    expect(start).toBeGreaterThanOrEqual(last)
    expect(end).toBeLessThanOrEqual(node.span.end)
    last = start
  }
}

test('no text makes reading throw; every place lies in the text; an error and a tree exclude each other', () => {
  fc.assert(
    fc.property(anyText, text => {
      const { found, root: tree } = read(text)
      for (const { span, related } of found) {
        expectWithin(span, text)
        for (const other of related) expectWithin(other.span, text)
      }
      expect(tree === undefined).toBe(found.some(({ severity }) => severity === 'error'))
      if (!tree) return
      for (const node of nodesOf(tree)) {
        expectWithin(node.span, text)
        if (node.kind === 'scalar') expectParts(node)
      }
    }),
    { numRuns: 3000 },
  )
})

test('the same text gives the same bytes, for people and for programs', () => {
  const print = (text: string) => {
    const sorted = sortDiagnostics(read(text).found)
    return formatText(sorted) + formatJson(sorted, ['any.yml'])
  }
  fc.assert(
    fc.property(anyText, text => {
      expect(print(text)).toBe(print(text))
    }),
    { numRuns: 500 },
  )
})
