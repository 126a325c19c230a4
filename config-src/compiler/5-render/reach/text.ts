import type { Verdict } from '../../4-plan/assert.ts'
import type { JobReach } from '../../4-plan/reach.ts'
import { wrap } from '../plan/wrap.ts'
import { assertionText, type JobWords, jobWords, verdictText, type Words } from './words.ts'

/** How a reach is printed. */
export interface Printing {
  readonly strong?: (text: string) => string
}

/** The reach of jobs for people: one block for each, then those that never run. */
export function reachText(jobs: readonly JobReach[], words: Words, { strong = text => text }: Printing = {}): string {
  const said = jobs.map(job => jobWords(job, words))
  const blocks: string[] = []
  let workflow: string | undefined
  for (const job of said) {
    if (job.workflow !== workflow) blocks.push(strong(`workflow ${job.workflow}`))
    workflow = job.workflow
    blocks.push(jobText(job))
  }
  const never = said.filter(({ neverRuns }) => neverRuns).map(({ name, workflow: of }) => `${name} (workflow ${of})`)
  if (never.length > 0)
    blocks.push(wrap(`never run, whatever the branch, the tag and the parameters: ${never.join(', ')}`, 2))
  return `${blocks.join('\n')}\n`
}

function jobText(job: JobWords): string {
  if (job.neverRuns) return `  ${job.name}\n    never runs`
  const approval = { always: 'always needed', never: undefined, sometimes: undefined, unknown: 'not known' }[
    job.approval
  ]
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['branches', job.branches],
    ['tags', job.tags],
    ['approval', job.unapproved === undefined ? approval : `needed, but not for ${job.unapproved}`],
    ['depends on', job.dependsOn.length > 0 ? job.dependsOn.join(', ') : undefined],
    ['contexts', job.contexts.length > 0 ? job.contexts.join(', ') : undefined],
    [
      'not exact',
      job.notExact.length > 0 ? `${job.notExact.join('; ')}: these are the most names that are possible` : undefined,
    ],
  ]
  const lines = rows.flatMap(([key, value]) => (value === undefined ? [] : [wrap(`    ${key.padEnd(11)}${value}`, 15)]))
  return [`  ${job.name}`, ...lines].join('\n')
}

/** What was found of assertions, those first that do not hold. */
export function verdictsText(verdicts: readonly Verdict[], words: Words): string {
  const lines = verdicts.map(verdict => {
    const mark = { proven: 'proven', refuted: 'FALSE', unknown: 'not proven' }[verdict.holds]
    const said = verdict.holds === 'proven' && verdict.job ? verdict.job.entry.name : verdictText(verdict, words.place)
    return `${mark}: ${assertionText(verdict.assertion)}: ${said}`
  })
  return lines.map(line => `${line}\n`).join('')
}
