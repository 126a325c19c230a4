import { readFileSync } from 'node:fs'
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

/** What the rules cost beside the compiler, and which of them cost most. */
export const rulesSection: Section = {
  name: 'rules',
  title: `check with all rules in a warm process, at most ${most} times check without them`,
  measure: async () => {
    const generated = readFileSync(join(root, 'generated/config.yml'), 'utf8')
    const inputs = [
      { name: 'generated/config.yml', texts: [generated] },
      { name: 'the examples of all rules', texts: rules.flatMap(({ bad, good }) => [bad, good]) },
      { name: '1,000 jobs', texts: [manyJobs(1_000)] },
    ]
    const measured = inputs.map(({ name, texts }) => ({ name, texts, ...ratio(texts) }))
    const lines = measured.map(
      ({ name, without, all }) =>
        `${name}: without rules ${without.toFixed(1)} ms, with all ${all.toFixed(1)} ms, ${(all / without).toFixed(2)} times`,
    )
    const reached = measured.every(({ without, all }) => all / without <= most)
    return {
      lines: [...lines, 'the dearest:', ...dearest(inputs.flatMap(({ texts }) => texts))],
      reached,
    } satisfies Measured
  },
}

/** Medians of runs that take turns, so that a busy machine slows both alike. */
function ratio(texts: readonly string[]): { readonly without: number; readonly all: number } {
  const times = { without: [] as number[], all: [] as number[] }
  for (let i = -2; i < runs; i++) {
    const without = timed(() => texts.forEach(text => void compile(text)))
    const all = timed(() => texts.forEach(text => void compile(text, { rules: { rules } })))
    if (i < 0) continue
    times.without.push(without)
    times.all.push(all)
  }
  return { without: median(times.without), all: median(times.all) }
}

/** The five rules that take longest; what several share is counted for the first that asks. */
function dearest(texts: readonly string[]): readonly string[] {
  const spent = new Map<Rule, number>()
  for (const text of texts) {
    const { document, config, expanded, profile } = compile(text)
    if (!document || !config || !expanded) continue
    const facts = factsOf({ document, config, expanded, profile, orbs: new Map(), settings: defaultSettings })
    for (const rule of rules) {
      const time = timed(() => runRule(rule, facts, () => {}))
      spent.set(rule, (spent.get(rule) ?? 0) + time)
    }
  }
  const sorted = [...spent].sort(([, a], [, b]) => b - a).slice(0, 5)
  return sorted.map(([{ id }, time]) => `  ${id.padEnd(32)} ${time.toFixed(1)} ms`)
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
