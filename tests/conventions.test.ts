import { isBuiltin } from 'node:module'
import { basename } from 'node:path'
import { describe, expect, test } from 'vitest'
import { isAllowed, isIn, keptIn, layerOf } from './conventions/layers.ts'
import { importsOf, sourceOf, sourcesIn } from './conventions/sources.ts'
import { impurities, longest, longFunctions, looseEnds, wideFunctions } from './conventions/style.ts'

const ours = sourcesIn(['config-src', 'scripts'])
const all = [...ours, ...sourcesIn(['tests'])]
const pure = ours.filter(({ path }) => path.startsWith('config-src/'))
const imports = ours.flatMap(importsOf)

describe('imports', () => {
  test('go up the table of layers', () => {
    const broken = imports.filter(it => !isAllowed(it))
    expect(broken.map(({ from, target }) => `${from} must not import ${target}`)).toEqual([])
  })

  test('every file belongs to a layer', () => {
    expect(ours.map(({ path }) => path).filter(path => layerOf(path) === undefined)).toEqual([])
  })

  test('each outside package stays in its place', () => {
    const broken = imports.filter(
      ({ specifier, from }) => keptIn[specifier] && !keptIn[specifier].some(place => isIn(from, place)),
    )
    expect(broken.map(({ from, specifier }) => `${from} must not import "${specifier}"`)).toEqual([])
  })

  test('of our own files name them with their ending', () => {
    const broken = imports.filter(({ target }) => target !== undefined && !/\.(ts|json)$/.test(target))
    expect(broken.map(({ from, specifier }) => `${from}: "${specifier}"`)).toEqual([])
  })
})

describe('config-src is pure', () => {
  test('it imports nothing of Node', () => {
    const broken = pure.flatMap(importsOf).filter(({ specifier }) => isBuiltin(specifier))
    expect(broken.map(({ from, specifier }) => `${from} must not import "${specifier}"`)).toEqual([])
  })

  test('it reads no process, console, clock or chance', () => {
    expect(pure.flatMap(impurities)).toEqual([])
  })
})

describe('size', () => {
  test(`no file is longer than ${longest.file} lines`, () => {
    const lengths = all.map(({ path, text }) => [path, text.split('\n').length - 1] as const)
    expect(lengths.filter(([, lines]) => lines > longest.file)).toEqual([])
  })

  test(`no function is longer than ${longest.function} lines`, () => {
    expect(all.flatMap(longFunctions)).toEqual([])
  })

  test('no function asks for more than three parameters', () => {
    expect(ours.flatMap(wideFunctions)).toEqual([])
  })
})

describe('words', () => {
  test('every export says what it is, nothing is exported as default but rules, no module keeps state', () => {
    const broken = ours.flatMap(source =>
      looseEnds(source, { mayExportDefault: source.path.startsWith('config-src/compiler/rules/') }),
    )
    expect(broken).toEqual([])
  })

  test('no file is called for what it is not', () => {
    const empty = /(^|\/|-)(utils?|helpers?|common|managers?|misc)(\/|\.|-|$)/
    expect(all.map(({ path }) => path).filter(path => empty.test(path))).toEqual([])
  })

  test('files are named in kebab-case', () => {
    expect(
      all.map(({ path }) => basename(path)).filter(name => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test)?\.ts$/.test(name)),
    ).toEqual([])
  })
})

describe('this test sees', () => {
  test.each([
    ['config-src/compiler/1-parse/x.ts', "import { a } from '../2-resolve/a.ts'"],
    ['config-src/compiler/4-plan/x.ts', "import { a } from '../5-render/a.ts'"],
    ['config-src/compiler/rules/a/x.ts', "export * from '../../5-render/a.ts'"],
    ['config-src/compiler/output/x.ts', "const a = await import('../1-parse/a.ts')"],
    ['config-src/model/x.ts', "import type { A } from '../puppetplays/a.ts'"],
    ['scripts/deploy/x.ts', "import { a } from '../../config-src/model/a.ts'"],
  ])('a wrong import in %s', (path, text) => {
    expect(importsOf(sourceOf(path, text)).filter(it => !isAllowed(it))).toHaveLength(1)
  })

  test.each([
    ['config-src/compiler/5-render/x.ts', "import { a } from '../2-resolve/a.ts'"],
    ['config-src/compiler/rules/a/x.ts', "import { a } from '../../4-plan/a.ts'"],
    ['scripts/deploy/x.ts', "import type { A } from '../../config-src/model/a.ts'"],
    ['scripts/x.ts', "import { a } from '../config-src/puppetplays/a.ts'"],
  ])('a right import in %s', (path, text) => {
    expect(importsOf(sourceOf(path, text)).filter(it => !isAllowed(it))).toEqual([])
  })

  test('what is too long, too wide, bare or impure', () => {
    const lines = Array.from({ length: 61 }, () => '  a()').join('\n')
    const source = sourceOf(
      'config-src/x.ts',
      `export function f(a, b, c, d) {\n${lines}\n}\nlet state = 1\nconst now = Date.now()\nconsole.log(process.env.A)\n`,
    )
    expect(longFunctions(source)).toEqual(['config-src/x.ts:1: a function of 63 lines'])
    expect(wideFunctions(source)).toHaveLength(1)
    expect(looseEnds(source, { mayExportDefault: false })).toEqual([
      'config-src/x.ts:1: "f" has no doc comment',
      'config-src/x.ts:64: state kept in a module',
    ])
    expect(impurities(source)).toEqual([
      'config-src/x.ts:65: "Date.now"',
      'config-src/x.ts:66: "console"',
      'config-src/x.ts:66: "process"',
    ])
  })
})
