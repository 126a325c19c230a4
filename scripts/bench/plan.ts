import { plan as planOf } from '../../config-src/compiler/4-plan/plan.ts'
import { reach as reachOf } from '../../config-src/compiler/4-plan/reach.ts'
import { compile, expand } from '../../config-src/compiler/compile.ts'
import { median, type Section } from './section.ts'

const limits = { plan: 1.2, reach: 3_000 } as const
const runs = 5

/** What a plan costs against an expansion, and what a proof costs at all. */
export const plan: Section = {
  name: 'plan',
  title: `1,000 jobs in 20 workflows, a filter on each: plan at most ${limits.plan} times expand, reach at most ${limits.reach} ms`,
  measure: async () => {
    const text = filteredJobs(20, 50)
    const times = { expand: [] as number[], plan: [] as number[], reach: [] as number[] }
    const values = { 'pipeline.git.branch': 'main' }
    for (let i = -1; i < runs; i++) {
      const expanded = timed(() => expand(text, { values }))
      const planned = timed(() => {
        const found = compile(text, { values, lint: false }).expanded
        if (found) planOf({ expanded: found, ref: { branch: 'main' }, report: () => {} })
      })
      const found = compile(text, { keepAll: true, lint: false }).expanded
      const proven = timed(() => found && reachOf({ expanded: found, profile: 'next', fixed: new Map() }))
      if (i < 0) continue
      times.expand.push(expanded)
      times.plan.push(planned)
      times.reach.push(proven)
    }
    const ratio = median(times.plan) / median(times.expand)
    const lines = [
      `expand ${median(times.expand).toFixed(0)} ms; plan ${median(times.plan).toFixed(0)} ms, ${ratio.toFixed(2)} times`,
      `reach ${median(times.reach).toFixed(0)} ms`,
    ]
    return { lines, reached: ratio <= limits.plan && median(times.reach) <= limits.reach }
  },
}

/** A config whose jobs wait for each other in chains, each with a filter of its own. */
function filteredJobs(workflows: number, each: number): string {
  const lines = [
    'version: 2.1',
    'jobs:',
    '  build:',
    '    docker: [{image: cimg/base:2024.01}]',
    '    steps: [checkout, {run: make}]',
  ]
  lines.push('workflows:')
  for (let workflow = 0; workflow < workflows; workflow++) {
    lines.push(`  w${workflow}:`, '    jobs:')
    for (let job = 0; job < each; job++) {
      const requires = job % 10 === 0 ? '' : `, requires: [j${job - 1}]`
      const only = [`main`, `/release-${job}\\.\\d+/`, `/w${workflow}-.*/`].slice(job % 3)
      lines.push(
        `      - build: {name: j${job}${requires}, filters: {branches: {${job % 4 === 3 ? 'ignore' : 'only'}: [${only.join(', ')}]}}}`,
      )
    }
  }
  return `${lines.join('\n')}\n`
}

function timed(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}
