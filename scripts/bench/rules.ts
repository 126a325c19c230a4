import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../../config-src/compiler/compile.ts'
import { factsOf } from '../../config-src/compiler/rules/facts.ts'
import { rules } from '../../config-src/compiler/rules/list.ts'
import type { Rule } from '../../config-src/compiler/rules/rule.ts'
import { runRule } from '../../config-src/compiler/rules/run.ts'
import { defaultSettings } from '../../config-src/compiler/rules/settings.ts'
import { root } from '../root.ts'
import { manyJobs } from './many-jobs.ts'
import { type Measured, median, type Section } from './section.ts'

const most = 2
const runs = 7
/** Milliseconds. */
const warmUp = 8_000

/** What the rules cost beside the compiler, and which of them cost most. */
export const rulesSection: Section = {
  name: 'rules',
  title: `check with all rules in a warm process, at most ${most} times check without them`,
  measure: async () => {
    const generated = readFileSync(join(root, 'generated/config.yml'), 'utf8')
    const real = realConfigs()
    const inputs: readonly Input[] = [
      { name: 'generated/config.yml', texts: [generated], times: 60 },
      { name: '1,000 jobs', texts: [manyJobs(1_000)], times: 1 },
      ...(real.length > 0 ? [{ name: `${real.length} configs of public repositories`, texts: real, times: 2 }] : []),
    ]
    const measured = inputs.map(input => ({ ...input, ...ratio(input) }))
    // Configs of fifteen lines: what is done once for each config weighs most there, and there is no goal for it.
    const examples = rules.flatMap(({ bad, good }) => [bad, good])
    const small = ratio({ name: 'examples', texts: examples, times: 6 })
    const lines = measured.map(it => `${it.name}: ${said(it)}`)
    const aside = `the ${examples.length} examples of the rules, 15 lines each, no goal: ${said(small)}`
    const reached = measured.every(({ without, all }) => all / without <= most)
    return {
      lines: [...lines, aside, 'the dearest:', ...dearest([...inputs.flatMap(({ texts }) => texts), ...examples])],
      reached,
    } satisfies Measured
  },
}

/** Configs as people wrote them, where they are at hand: they are no part of the project. */
function realConfigs(): readonly string[] {
  const shared = join(root, '../shared')
  const inputs = ['wild', 'conformance'].flatMap(name => {
    const folder = join(shared, name)
    if (!existsSync(folder)) return []
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file))
  })
  const isConfig = (file: string): boolean => /[/\\]wild[/\\][^/\\]*\.yml$|[/\\]input\.yml$/.test(file)
  return inputs
    .filter(isConfig)
    .sort()
    .map(file => readFileSync(file, 'utf8'))
}

function said({ without, all }: { readonly without: number; readonly all: number }): string {
  return `without rules ${without.toFixed(1)} ms, with all ${all.toFixed(1)} ms, ${(all / without).toFixed(2)} times`
}

interface Input {
  readonly name: string
  readonly texts: readonly string[]
  /** How often they are checked in one run: small ones many times, so that a run takes a good part of a second. */
  readonly times: number
}

/** Medians of runs that take turns, so that a busy machine slows both alike, in milliseconds for the texts once. */
function ratio({ texts, times }: Input): { readonly without: number; readonly all: number } {
  const repeated = Array.from({ length: times }, () => texts).flat()
  const spent = { without: [] as number[], all: [] as number[] }
  // The first rounds let the engine compile what is hot: with a hundred rules that takes its time.
  const warm = performance.now() + warmUp
  for (let i = 0; i < runs; i++) {
    const without = timed(() => repeated.forEach(text => void compile(text)))
    const all = timed(() => repeated.forEach(text => void compile(text, { rules: { rules } })))
    if (performance.now() < warm) {
      i = -1
      continue
    }
    spent.without.push(without / times)
    spent.all.push(all / times)
  }
  return { without: median(spent.without), all: median(spent.all) }
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** The five rules that take longest; what several share is counted for the first that asks. */
function dearest(texts: readonly string[]): readonly string[] {
  const spent = new Map<Rule, number>()
  for (const text of texts) {
    const { document, config, expanded, profile } = compile(text)
    if (!document || !config || !expanded) continue
    const facts = factsOf({ document, config, expanded, profile, orbs: new Map(), settings: defaultSettings })
    for (const rule of rules.filter(({ level }) => level === 'default')) {
      const time = timed(() => runRule(rule, facts, () => {}))
      spent.set(rule, (spent.get(rule) ?? 0) + time)
    }
  }
  const sorted = [...spent].sort(([, a], [, b]) => b - a).slice(0, 5)
  return sorted.map(([{ id }, time]) => `  ${id.padEnd(32)} ${time.toFixed(1)} ms`)
}
