import type { Verdict } from '../../4-plan/assert.ts'
import type { JobReach } from '../../4-plan/reach.ts'
import { assertionText, jobWords, verdictText, type Words } from './words.ts'

/** The reach of jobs as data, version 1. */
export function reachJson(jobs: readonly JobReach[], verdicts: readonly Verdict[], words: Words): string {
  const data = {
    version: 1,
    jobs: jobs.map(job => ({ ...jobWords(job, words), place: words.place(job.entry.span) })),
    assertions: verdicts.map(verdict => ({
      assertion: assertionText(verdict.assertion),
      ...(verdict.job ? { job: verdict.job.entry.name, workflow: verdict.job.workflow.name } : {}),
      holds: verdict.holds,
      ...(verdict.example ? { example: { [verdict.example.kind]: verdict.example.name } } : {}),
      message: verdictText(verdict, words.place),
    })),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}
