import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MapNode } from '../config-src/compiler/1-parse/node.ts'
import { parse } from '../config-src/compiler/1-parse/parse.ts'
import { render, trailer } from '../config-src/compiler/5-render/expanded.ts'
import { lineTable, positionAt } from '../config-src/compiler/diagnostics/position.ts'
import { root } from '../scripts/root.ts'
import { conformanceCases, hasConformance } from './conformance.ts'
import { anyTree, dataOf } from './render/trees.ts'

const fixtures = join(root, 'tests/fixtures')

function casesIn(area: string): string[] {
  return readdirSync(join(fixtures, area)).sort()
}

function expectText(path: string, text: string): void {
  if (process.env.UPDATE) writeFileSync(path, text)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

/** Reads a text that must be a map; a complaint of any kind fails the test. */
function read(file: string, text: string): MapNode {
  const complaints: string[] = []
  const document = parse({ file, text }, ({ message }) => complaints.push(message))
  expect(complaints).toEqual([])
  if (document?.root.kind !== 'map') throw new Error(`${file} holds no map`)
  return document.root
}

describe('a config is printed as the server prints it', () => {
  test.each(casesIn('render'))('%s', name => {
    const folder = join(fixtures, 'render', name)
    const tree = read('input.yml', readFileSync(join(folder, 'input.yml'), 'utf8'))
    const { text } = render(tree, name.startsWith('folded-') ? { foldAt: 80 } : {})
    expectText(join(folder, 'expected.yml'), text)
    expect(dataOf(read('expected.yml', text))).toEqual(dataOf(tree))
  })
})

describe.runIf(hasConformance)('what the server printed is printed again, byte for byte', () => {
  test.each(conformanceCases().filter(it => it.quality === 'exact' && it.kind === 'output'))('$name', it => {
    const text = readFileSync(join(it.folder, 'expected.yml'), 'utf8')
    expect(render(read('expected.yml', text), it.fold === '80' ? { foldAt: 80 } : {}).text).toBe(text)
  })
})

test('each line knows where its value came from', () => {
  const folder = join(fixtures, 'render/blocks')
  const tree = read('input.yml', readFileSync(join(folder, 'input.yml'), 'utf8'))
  const starts = lineTable(tree.span.source.text)
  const { text, lines } = render(tree)
  const printed = text.split('\n').slice(0, -1)
  expect(lines).toHaveLength(printed.length)
  const from = printed.map((line, i) => {
    const span = lines[i]
    return `${span ? positionAt(starts, span.start).line : '?'}`.padStart(3).concat(` | ${line}`.trimEnd())
  })
  expectText(join(folder, 'lines.txt'), `${from.join('\n')}\n`)
})

describe('the source is echoed behind the config', () => {
  test.each(casesIn('render-echo'))('%s', name => {
    const folder = join(fixtures, 'render-echo', name)
    expectText(join(folder, 'expected.txt'), trailer(readFileSync(join(folder, 'input.yml'), 'utf8')))
  })
})

describe('for every tree', () => {
  test.each([{}, { foldAt: 80 as const }])('what is printed is read back, %j', options => {
    fc.assert(
      fc.property(anyTree, tree => {
        const { text, lines } = render(tree, options)
        expect(dataOf(read('printed.yml', text))).toEqual(dataOf(tree))
        expect(lines).toHaveLength(text.split('\n').length - 1)
        expect(lines).not.toContain(undefined)
        expect(text).toMatch(/^[\n\x20-\x7e]*[^\n]\n+$/)
      }),
      { numRuns: 1000 },
    )
  })
})
