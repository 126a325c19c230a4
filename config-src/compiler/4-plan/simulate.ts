import type { Status } from '../3-expand/expanded.ts'
import { type JobPlan, running, type WorkflowPlan } from './plan.ts'

/** How a job stands at the end of a simulation: a status, or waiting for somebody, or for a job that waits (S16.8, S18.5). */
export type Outcome = Status | 'on_hold' | 'blocked'

/** What is decided beforehand, by the name of a job: how it ends, or that it is approved. */
export type Decisions = ReadonlyMap<string, Status>

/**
 * Plays a workflow through: a job starts once all it waits for have ended as it asks, and is `not_run` once one of them has
 * ended otherwise. Jobs succeed and approvals stay on hold, unless it was decided otherwise (S16.8, S23.10).
 */
export function simulate({ jobs }: WorkflowPlan, decisions: Decisions): ReadonlyMap<JobPlan, Outcome> {
  const outcomes = new Map<JobPlan, Outcome>()
  for (const job of running(jobs)) outcomes.set(job, outcomeOf(job, decisions, outcomes))
  return outcomes
}

function outcomeOf(job: JobPlan, decisions: Decisions, outcomes: ReadonlyMap<JobPlan, Outcome>): Outcome {
  let isWaiting = false
  for (const { requirement, job: before } of job.waitsFor) {
    const outcome = outcomes.get(before) ?? 'blocked'
    if (outcome === 'on_hold' || outcome === 'blocked') isWaiting = true
    else if (!requirement.statuses.includes(outcome)) return 'not_run'
  }
  if (isWaiting) return 'blocked'
  return decisions.get(job.entry.name) ?? (job.entry.type === 'approval' ? 'on_hold' : 'success')
}
