import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { compile } from '../config-src/compiler/compile.ts'
import type { Diagnostic } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { explain, idsOf, rulesPage } from '../config-src/compiler/rules/explain.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import type { Rule } from '../config-src/compiler/rules/rule.ts'
import { readSettings } from '../config-src/compiler/rules/settings.ts'
import { root } from '../scripts/root.ts'
import { type SourceFile, sourcesIn, walk } from './conventions/sources.ts'
import { casesIn, expectText, fixtures, readIn } from './fixtures.ts'

const ids = rules.map(({ id }) => id)
const file = '.circleci/config.yml'

/** Folders beside the areas that hold no rules. */
const notAreas = ['facts', 'catalogue']

/** What `check` reports with all rules, at the level of one of them and with the settings that its example needs. */
function complaintsAbout(text: string, { level, settings }: Pick<Rule, 'level' | 'settings'>): readonly Diagnostic[] {
  const given = settings ? { settings: readSettings({ file: 'circlec.yml', text: settings }, ids, () => {}) } : {}
  const { diagnostics } = compile(text, { file, rules: { rules, level, ...given } })
  // An example stands alone: nobody gives the sources of the orbs that it imports.
  return diagnostics.filter(it => it.rule !== 'orb/not-given')
}

function linesOf(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ rule, message }) => `${rule}: ${message}`)
}

describe('the list of rules', () => {
  const folder = join(root, 'config-src/compiler/rules')
  const areas = readdirSync(folder, { withFileTypes: true }).filter(
    it => it.isDirectory() && !notAreas.includes(it.name),
  )
  const files = areas.flatMap(({ name }) =>
    readdirSync(join(folder, name)).map(it => `${name}/${it.replace(/\.ts$/, '')}`),
  )

  test('holds every file, in the order of the ids', () => {
    const missing = files.filter(it => !ids.some(id => id === it))
    const lines = missing.map(id => `add to rules/list.ts: import ${variableFor(id)} from './${id}.ts'`)
    expect(lines).toEqual([])
    expect(ids).toEqual([...ids].sort())
  })

  test('names each rule as its file', () => {
    expect(ids.filter(id => !files.includes(id))).toEqual([])
  })
})

function variableFor(id: string): string {
  return id.replace(/[/-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}

describe('every id that is reported', () => {
  // What was left out is reported nowhere.
  const ours = sourcesIn(['config-src/compiler']).filter(({ path }) => !path.endsWith('/not-done.ts'))

  test('is explained', () => {
    const reported = ours.flatMap(idsWrittenIn)
    expect([...new Set(reported)].filter(id => explain(id, rules) === undefined)).toEqual([])
  })

  test('is reported somewhere', () => {
    const reported = [
      ...ours.filter(({ path }) => !path.includes('/catalogue/')),
      ...sourcesIn(['scripts/circlec']),
    ].flatMap(idsWrittenIn)
    expect(idsOf(rules).filter(id => !reported.includes(id))).toEqual([])
  })
})

const knownAreas = new Set(idsOf(rules).map(id => id.split('/')[0] ?? ''))

/** Texts in a source that are ids by their look, in an area that exists: a branch has slashes too. */
function idsWrittenIn({ tree }: SourceFile): string[] {
  const found: string[] = []
  walk(tree, node => {
    if (
      ts.isStringLiteral(node) &&
      /^[a-z]+\/[a-z0-9-]+$/.test(node.text) &&
      knownAreas.has(node.text.split('/')[0] ?? '')
    )
      found.push(node.text)
  })
  return found
}

test('generated/rules.md is current: npm run -s circlec -- explain --page > generated/rules.md', () => {
  expectText(join(root, 'generated'), 'rules.md', rulesPage(rules))
})

describe('each rule', () => {
  test.for(rules)('$id reports its bad example, and nothing else does', rule => {
    const found = complaintsAbout(rule.bad, rule)
    expect(linesOf(found).length).toBeGreaterThan(0)
    // Nobody gave the sources of published orbs here.
    expect(linesOf(found.filter(it => it.rule !== rule.id && it.rule !== 'orb/not-given'))).toEqual([])
  })

  test.for(rules)('$id is content with its good example, and so is every other rule', rule => {
    expect(linesOf(complaintsAbout(rule.good, rule))).toEqual([])
  })
})

/** A folder below the id of a rule is an input and what that rule says of it; `circlec.yml` holds settings, if any. */
describe('what rules say', () => {
  test('has a case for the edges of each', () => {
    const names = casesIn('rules').map(({ name }) => name)
    const missing = ids.filter(id => !names.some(name => name.startsWith(`${id}/`)))
    expect(missing.map(id => `add tests/fixtures/rules/${id}/CASE/input.yml`)).toEqual([])
  })

  test.for(casesIn('rules'))('$name', ({ name, folder }) => {
    const rule = rules.find(({ id }) => name.startsWith(`${id}/`))
    if (!rule) throw new Error(`${folder} is not below the id of a rule: ${fixtures}/rules/AREA/PROBLEM/CASE`)
    const settings = readIn(folder, 'circlec.yml')
    const given = settings ? { settings: readSettings({ file: 'circlec.yml', text: settings }, ids, () => {}) } : {}
    const { diagnostics } = compile(readIn(folder, 'input.yml') ?? '', {
      file,
      rules: { rules: [rule], known: ids, level: 'pedantic', ...given },
    })
    const shown = diagnostics.filter(it => it.rule === rule.id || it.severity === 'error')
    expectText(folder, 'expected.txt', formatText(shown))
  })
})
