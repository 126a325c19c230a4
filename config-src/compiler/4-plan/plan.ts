import type { SeqNode } from '../1-parse/node.ts'
import type { Workflow } from '../2-resolve/config.ts'
import type { Expanded, ExpandedEntry, ExpandedWorkflow, Requirement } from '../3-expand/expanded.ts'
import { passes, type Ref } from '../3-expand/filter/passes.ts'
import { type Filters, readFilters } from '../3-expand/filter/read.ts'
import { scheduleFilters, triggersOf } from '../3-expand/workflow.ts'
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import { graphOf } from './graph.ts'

/** What started a pipeline (S19.2). */
export type Trigger = 'push' | 'pull_request' | 'api' | 'schedule' | 'webhook'

/** What a plan is asked for; the config was expanded with the values of this pipeline. */
export interface Question {
  readonly expanded: Expanded
  readonly ref: Ref
  /** The name of the workflow whose own schedule started this run, if one did (S13.10). */
  readonly scheduled?: string
  /** Whether the message of the commit asks that nothing runs (S19.3, S23.1). */
  readonly isSkipped?: boolean
  readonly report: Report
}

/** What runs for one pipeline, and why the rest does not (S23). */
export interface Plan {
  readonly ref: Ref
  readonly workflows: readonly WorkflowPlan[]
  readonly skipped: readonly SkippedWorkflow[]
}

/** One workflow that starts; without a job that runs it does not really (S23.8). */
export interface WorkflowPlan {
  readonly workflow: ExpandedWorkflow
  /** All jobs, in the order of the source. */
  readonly jobs: readonly JobPlan[]
  /** What runs side by side: each wave waits for jobs of those before it. */
  readonly waves: readonly (readonly JobPlan[])[]
}

/** A job, and whether it runs. */
export interface JobPlan {
  readonly entry: ExpandedEntry
  readonly filters: Filters | undefined
  /** Why it does not run; a job without a reason runs. */
  readonly reason?: Reason
  /** What it waits for: the requirements that filters have left (S23.7). */
  readonly waitsFor: readonly Link[]
  /** Requirements that filters took away: the job runs without them (S23.9). */
  readonly lost: readonly Link[]
}

/** A requirement, and the job that it means. */
export interface Link {
  readonly requirement: Requirement
  readonly job: JobPlan
}

/** Why a job does not run: its own filters, or all that it requires does not run (S16.9). */
export type Reason = { readonly is: 'filtered' } | { readonly is: 'starved'; readonly by: readonly JobPlan[] }

/** A workflow that does not start. */
export interface SkippedWorkflow {
  readonly workflow: Workflow
  readonly because: 'condition' | 'schedule' | 'schedule-filter' | 'not-scheduled' | 'commit-message'
  readonly span: Span
}

/** Says for one branch or tag what runs (S23.4 to S23.9). */
export function plan(question: Question): Plan {
  const { expanded, ref, isSkipped } = question
  if (isSkipped) return { ref, workflows: [], skipped: expanded.config.workflows.map(byMessage) }
  const kept = expanded.workflows.filter(workflow => scheduleFault(workflow, question) === undefined)
  const workflows = kept.map(workflow => planWorkflow(workflow, question))
  return { ref, workflows, skipped: skippedOf(question) }
}

function byMessage(workflow: Workflow): SkippedWorkflow {
  return { workflow, because: 'commit-message', span: workflow.nameSpan }
}

function skippedOf(question: Question): readonly SkippedWorkflow[] {
  const { expanded } = question
  const bySource = new Map(expanded.workflows.map(workflow => [workflow.source, workflow]))
  return expanded.config.workflows.flatMap((workflow): SkippedWorkflow[] => {
    const found = bySource.get(workflow)
    const fault = found && scheduleFault(found, question)
    if (fault) return [{ workflow, ...fault }]
    if (found) return []
    return [{ workflow, because: 'condition', span: workflow.condition?.node.span ?? workflow.nameSpan }]
  })
}

/** A scheduled workflow runs at its own times only, a plain one never at those (S13.10, S23.4). */
function scheduleFault(
  workflow: ExpandedWorkflow,
  question: Question,
): Pick<SkippedWorkflow, 'because' | 'span'> | undefined {
  const triggers = triggersOf(workflow)
  const isAsked = question.scheduled === workflow.name
  if (triggers === undefined) {
    return question.scheduled === undefined ? undefined : { because: 'not-scheduled', span: workflow.span }
  }
  if (!isAsked) return { because: 'schedule', span: triggers.span }
  return runsOnSchedule(triggers, workflow, question) ? undefined : { because: 'schedule-filter', span: triggers.span }
}

function runsOnSchedule(triggers: SeqNode, { scope }: ExpandedWorkflow, { ref, report }: Question): boolean {
  return scheduleFilters(triggers).some(filters => passes(readFilters(filters, scope, report), ref, { scope, report }))
}

function planWorkflow(workflow: ExpandedWorkflow, { ref, report }: Question): WorkflowPlan {
  const { scope } = workflow
  const planned = new Map<ExpandedEntry, JobPlan>()
  for (const entry of graphOf(workflow.jobs).order) {
    const filters = entry.filters && readFilters(entry.filters, scope, report)
    const isPassed = passes(filters, ref, { scope, report })
    const links = entry.requires.flatMap((requirement): Link[] => {
      const job = planned.get(requirement.entry)
      return job ? [{ requirement, job }] : []
    })
    planned.set(entry, planJob({ entry, filters, links, isPassed }))
  }
  const jobs = workflow.jobs.flatMap(entry => planned.get(entry) ?? [])
  return { workflow, jobs, waves: wavesOf(jobs) }
}

interface Judged {
  readonly entry: ExpandedEntry
  readonly filters: Filters | undefined
  readonly links: readonly Link[]
  readonly isPassed: boolean
}

function planJob({ entry, filters, links, isPassed }: Judged): JobPlan {
  const waitsFor = links.filter(({ job }) => job.reason === undefined)
  const lost = links.filter(({ job }) => job.reason !== undefined)
  const base = { entry, filters, waitsFor, lost }
  if (!isPassed) return { ...base, reason: { is: 'filtered' } }
  if (links.length > 0 && waitsFor.length === 0)
    return { ...base, reason: { is: 'starved', by: links.map(({ job }) => job) } }
  return base
}

function wavesOf(jobs: readonly JobPlan[]): readonly (readonly JobPlan[])[] {
  const depths = new Map<JobPlan, number>()
  // Jobs stand in the order of the source, so a job may stand before those that it waits for: each looks for itself.
  const waves: JobPlan[][] = []
  for (const job of running(jobs)) {
    const depth = Math.max(-1, ...job.waitsFor.map(({ job: before }) => depths.get(before) ?? 0)) + 1
    depths.set(job, depth)
  }
  for (const job of jobs) {
    const depth = depths.get(job)
    if (depth === undefined) continue
    const wave = waves[depth] ?? []
    wave.push(job)
    waves[depth] = wave
  }
  return waves
}

/** The jobs that run, each after those that it waits for. */
export function running(jobs: readonly JobPlan[]): readonly JobPlan[] {
  const byEntry = new Map(jobs.map(job => [job.entry, job]))
  const order = graphOf(jobs.map(({ entry }) => entry)).order
  return order.flatMap(entry => {
    const job = byEntry.get(entry)
    return job && job.reason === undefined ? [job] : []
  })
}
