import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from '../config-src/compiler/1-parse/parse.ts'
import type { Diagnostic, Source } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { display, frame } from '../config-src/compiler/diagnostics/frame.ts'
import { lineTable, positionAt } from '../config-src/compiler/diagnostics/position.ts'
import { sortDiagnostics } from '../config-src/compiler/diagnostics/sort.ts'
import { didYouMean, suggest } from '../config-src/compiler/diagnostics/suggest.ts'
import { formatJson } from '../config-src/compiler/output/json.ts'
import { formatSummary, formatText, type Paint } from '../config-src/compiler/output/text.ts'
import { root } from '../scripts/root.ts'

const folder = join(root, 'tests/fixtures/output')

function expectFile(name: string, text: string): void {
  if (process.env.UPDATE) writeFileSync(join(folder, name), text)
  expect(text).toBe(readFileSync(join(folder, name), 'utf8'))
}

function complaintsOf(source: Source): readonly Diagnostic[] {
  const found: Diagnostic[] = []
  parse(source, diagnostic => found.push(diagnostic))
  return sortDiagnostics(found)
}

const tagged = (name: string) => (text: string) => `<${name}>${text}</${name}>`
const paint: Paint = {
  error: tagged('error'),
  warning: tagged('warning'),
  info: tagged('info'),
  place: tagged('place'),
  faint: tagged('faint'),
  help: tagged('help'),
}

describe('diagnostics are printed', () => {
  const text = readFileSync(join(folder, 'input.yml'), 'utf8')
  const found = complaintsOf({ file: '.circleci/config.yml', text })

  test('for people', () => expectFile('plain.txt', formatText(found)))
  test('in the colours that are given', () => expectFile('painted.txt', formatText(found, paint)))
  test('for programs, with the files that have none', () =>
    expectFile('report.json', formatJson(found, ['clean.yml', '.circleci/config.yml'])))

  test('with a count at the end', () => {
    const of = (...severities: Diagnostic['severity'][]) =>
      severities.map((severity): Diagnostic => ({ ...found[0]!, severity }))
    expect(formatSummary([], 1)).toBe('no problems in 1 file')
    expect(formatSummary(of('error', 'error', 'warning'), 3)).toBe('2 errors, 1 warning in 3 files')
    expect(formatSummary(of('info', 'error'), 1)).toBe('1 error, 1 note in 1 file')
  })
})

describe('diagnostics are sorted', () => {
  const source = (file: string): Source => ({ file, text: 'text' })
  const make = (file: string, start: number, rule: Diagnostic['rule']): Diagnostic => ({
    rule,
    severity: 'error',
    message: 'x',
    span: { source: source(file), start, end: 4 },
    related: [],
  })

  test('by file, place and rule, each once, an error before a warning', () => {
    const all = [
      make('b.yml', 0, 'a/b'),
      make('a.yml', 2, 'b/a'),
      make('a.yml', 2, 'a/z'),
      { ...make('a.yml', 1, 'z/z'), severity: 'warning' as const },
      make('a.yml', 1, 'z/z'),
      make('B.yml', 3, 'a/a'),
    ]
    const sorted = sortDiagnostics(all)
    expect(sorted.map(it => `${it.span.source.file} ${it.span.start} ${it.rule} ${it.severity}`)).toEqual([
      'B.yml 3 a/a error',
      'a.yml 1 z/z error',
      'a.yml 2 a/z error',
      'a.yml 2 b/a error',
      'b.yml 0 a/b error',
    ])
    expect(sortDiagnostics(all.toReversed())).toEqual(sorted)
  })
})

describe('places', () => {
  test('count lines and columns from 1', () => {
    const text = 'a\r\nbc\rd\n'
    const lines = lineTable(text)
    const places = Array.from(`${text}.`, (_, offset) => positionAt(lines, offset))
    expect(places.map(({ line, column }) => `${line}:${column}`).join(' ')).toBe('1:1 1:2 1:3 2:1 2:2 2:3 3:1 3:2 4:1')
  })

  test('are unique and grow with the offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', '\r', '\u{1f600}') }), text => {
        const lines = lineTable(text)
        let last = 0
        for (let offset = 0; offset <= text.length; offset++) {
          const { line, column } = positionAt(lines, offset)
          const order = line * 1000 + column
          expect(order).toBeGreaterThan(last)
          last = order
        }
      }),
    )
  })
})

describe('a frame', () => {
  const none = (text: string) => text
  const draw = (text: string, start: number, end: number, most = 4) =>
    frame(
      { source: { file: 'f', text }, start, end },
      { lines: lineTable(text), most, paint: { gutter: none, mark: none } },
    )

  test('marks one place where the range is empty, also at the end of the text', () => {
    expect(draw('a: \n', 3, 3)).toBe('1 | a:\n  |    ^')
    expect(draw('a\n', 2, 2)).toBe('2 |\n  | ^')
  })

  test('counts the columns of a terminal', () => {
    expect(draw('\tx: é漢😀y', 1, 9)).toBe('1 |     x: é漢😀y\n  |     ^^^^^^^^^')
  })

  test('shows the first and last of many lines, and only the first where one is asked for', () => {
    const text = Array.from({ length: 12 }, (_, i) => `  line${i}\n`).join('')
    expect(draw(text, 2, text.length)).toMatch(
      /^ 1 \|.*\n.*\n 2 \|.*\n.*\n 3 \|.*\n.*\n\.\. \|\n12 \| {3}line11\n {3}\| {3}\^{6}$/,
    )
    expect(draw(text, 2, text.length, 1)).toBe('1 |   line0\n  |   ^^^^^')
  })

  test('never lets a source move the cursor', () => {
    expect(display('a\x1b[2J\u202eb\r')).toBe('a\ufffd[2J\ufffdb\ufffd')
  })

  test('is never wider than a line should be, and always has a mark', () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\t', '漢', 'word '), maxLength: 400 })
    fc.assert(
      fc.property(anyText, fc.nat(400), fc.nat(400), (text, a, b) => {
        const start = Math.min(a, b, text.length)
        const drawn = draw(text, start, Math.min(Math.max(a, b), text.length))
        expect(drawn).toContain('^')
        for (const line of drawn.split('\n')) expect(line.length).toBeLessThan(125)
      }),
    )
  })
})

describe('did you mean', () => {
  const names = ['checkout', 'save_cache', 'restore_cache', 'run', 'when', 'store_artifacts']

  test.each([
    ['chekout', 'checkout'],
    ['Checkout', 'checkout'],
    ['restore-cache', 'restore_cache'],
    ['storeartifact', 'store_artifacts'],
    ['rum', 'run'],
    ['lint', undefined],
    ['run', undefined],
    ['', undefined],
  ])('%s: %s', (name, expected) => {
    expect(suggest(name, names)).toBe(expected)
  })

  test('asks in one sentence', () => {
    expect(didYouMean('wen', names)).toBe('did you mean "when"?')
    expect(didYouMean('x', [])).toBeUndefined()
  })
})
