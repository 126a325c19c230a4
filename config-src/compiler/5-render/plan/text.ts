import { contextsOf } from '../../4-plan/contexts.ts'
import type { JobPlan, Link, Plan, WorkflowPlan } from '../../4-plan/plan.ts'
import type { Outcome } from '../../4-plan/simulate.ts'
import { executorOf } from './facts.ts'
import { list, type Place, type Telling, why, whySkipped } from './why.ts'
import { wrap } from './wrap.ts'

/** How a plan is printed: places, what a simulation found, and how words stand out. */
export interface Printing {
  readonly place: Place
  readonly outcomes?: ReadonlyMap<JobPlan, Outcome>
  readonly strong?: (text: string) => string
  readonly faint?: (text: string) => string
}

/** A plan for people, at most 80 columns wide: the waves of each workflow, then what does not run and why. */
export function planText(plan: Plan, printing: Printing): string {
  const telling = { ref: plan.ref, place: printing.place }
  const { strong = same } = printing
  const name = plan.ref.branch === undefined ? `tag ${plan.ref.tag}` : `branch ${plan.ref.branch}`
  const blocks = [
    strong(name),
    ...plan.workflows.map(one => workflowText(one, telling, printing)),
    ...plan.skipped.map(one => wrap(`workflow ${one.workflow.name}: not started: ${whySkipped(one, telling)}`, 0)),
  ]
  if (plan.workflows.every(({ waves }) => waves.length === 0)) blocks.push('Nothing runs.')
  return `${blocks.join('\n\n')}\n`
}

function workflowText({ workflow, jobs, waves }: WorkflowPlan, telling: Telling, printing: Printing): string {
  const { strong = same } = printing
  const lines = [strong(`workflow ${workflow.name}`)]
  const width = String(waves.length).length
  for (const [at, wave] of waves.entries()) {
    for (const [index, job] of wave.entries()) {
      const number = index === 0 ? String(at + 1) : ''
      lines.push(wrap(`  ${number.padStart(width)}  ${jobText(job, printing)}`, width + 4))
    }
  }
  if (waves.length === 0) lines.push('  no job of it runs')
  const weakened = jobs.filter(job => job.reason === undefined && job.lost.length > 0)
  if (weakened.length > 0) lines.push('  runs without what it requires')
  for (const job of weakened)
    lines.push(wrap(`    ${job.entry.name} does not wait for ${lostText(job.lost, telling)}`, 6))
  const absent = jobs.filter(job => job.reason !== undefined)
  if (absent.length > 0) lines.push('  does not run')
  for (const job of absent) lines.push(wrap(`    ${job.entry.name}: ${why(job, telling)}`, 6))
  return lines.join('\n')
}

function jobText(job: JobPlan, { outcomes, faint = same }: Printing): string {
  const { entry } = job
  const outcome = outcomes?.get(job)
  const contexts = contextsOf(entry)
  const facts = [
    entry.type === 'build' ? executorOf(entry) : entry.type,
    contexts.length > 0 ? `context ${list(contexts)}` : undefined,
    entry.serialGroup?.kind === 'scalar' ? `one at a time in ${entry.serialGroup.text}` : undefined,
  ].filter(fact => fact !== undefined)
  const state = outcome === undefined ? '' : ` — ${outcome.replace('_', ' ')}`
  return `${entry.name}${state}${facts.length > 0 ? faint(`  [${facts.join('; ')}]`) : ''}`
}

/** What a job no longer waits for, and why not (S23.9). */
export function lostText(lost: readonly Link[], telling: Telling): string {
  return lost.map(({ job }) => `${job.entry.name}, which does not run: ${why(job, telling)}`).join('; ')
}

function same(text: string): string {
  return text
}
