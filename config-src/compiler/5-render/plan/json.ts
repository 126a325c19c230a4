import { contextsOf } from '../../4-plan/contexts.ts'
import type { JobPlan, Plan } from '../../4-plan/plan.ts'
import type { Outcome } from '../../4-plan/simulate.ts'
import { executorOf } from './facts.ts'
import { type Place, type Telling, why, whySkipped } from './why.ts'

/** A plan as data, version 1: what is printed, with the same words for reasons. */
export function planJson(
  plan: Plan,
  { place, outcomes }: { readonly place: Place; readonly outcomes?: ReadonlyMap<JobPlan, Outcome> },
): string {
  const telling: Telling = { ref: plan.ref, place }
  const data = {
    version: 1,
    ...(plan.ref.branch === undefined ? { tag: plan.ref.tag } : { branch: plan.ref.branch }),
    workflows: plan.workflows.map(({ workflow, jobs, waves }) => ({
      name: workflow.name,
      waves: waves.map(wave => wave.map(({ entry }) => entry.name)),
      jobs: jobs.map(job => jobData(job, telling, outcomes?.get(job))),
    })),
    skipped: plan.skipped.map(one => ({
      name: one.workflow.name,
      because: one.because,
      why: whySkipped(one, telling),
    })),
  }
  return `${JSON.stringify(data, null, 2)}\n`
}

function jobData(job: JobPlan, telling: Telling, outcome: Outcome | undefined): object {
  const { entry, waitsFor, lost } = job
  const executor = executorOf(entry)
  return {
    name: entry.name,
    type: entry.type,
    runs: job.reason === undefined,
    why: why(job, telling),
    requires: waitsFor.map(({ requirement, job: before }) => ({
      name: before.entry.name,
      statuses: requirement.statuses,
    })),
    without: lost.map(({ job: before }) => before.entry.name),
    contexts: contextsOf(entry),
    ...(executor ? { executor } : {}),
    ...(outcome ? { outcome } : {}),
    place: telling.place(entry.span),
  }
}
