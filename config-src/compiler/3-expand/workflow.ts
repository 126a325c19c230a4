import { get, withValue } from '../1-parse/build.ts'
import type { Entry, Node, SeqNode } from '../1-parse/node.ts'
import type { JobEntry, JobGroup, Workflow } from '../2-resolve/config.ts'
import { match } from '../2-resolve/match.ts'
import { workflow as workflowShape } from '../2-resolve/shapes/workflow.ts'
import { error } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { isUnknown } from './bound.ts'
import { type Call, reportFrom } from './call.ts'
import { reportCycle } from './cycle.ts'
import { expandEntry } from './entry.ts'
import type { ExpandedWorkflow } from './expanded.ts'
import { readFilters } from './filter/read.ts'
import { expandGroup } from './group.ts'
import type { Draft, Host } from './invocation.ts'
import { evaluateWorkflowCondition } from './logic/evaluate.ts'
import { numberWithin } from './names.ts'
import { join } from './requires.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { expressionScope, pipelineScope } from './scopes.ts'
import { substituteAll } from './template/substitute.ts'
import { asWarnings } from './warnings.ts'

/** Whether a workflow is kept: its `when` holds, its `unless` does not (S13.4). */
export function isKept(run: Run, workflow: Workflow): boolean {
  const { condition } = workflow
  if (!condition) return true
  const call: Call = { kind: 'workflow', name: workflow.name, span: workflow.nameSpan }
  const scope = condition.node.templated ? pipelineScope(run, run.config.library) : expressionScope(run)
  const holds = evaluateWorkflowCondition(condition.node, scope, reportFrom(call, run.report))
  return holds === (condition.is === 'when')
}

/** Expands the entries of a workflow, settles their names, and joins them by what they require. */
export function expandWorkflow(run: Run, workflow: Workflow): ExpandedWorkflow {
  const call: Call = { kind: 'workflow', name: workflow.name, span: workflow.nameSpan }
  const jobs = expandEntries(run, { call, entries: workflow.entries, title: `workflow '${workflow.name}'` })
  const scope = pipelineScope(run, run.config.library)
  const settings = settingsOf(workflow, scope, reportFrom(call, run.report))
  // Whether the server refuses a pattern that cannot be read here too, no record shows: it is said as a warning.
  const report = reportFrom(call, asWarnings(run).report)
  for (const filters of scheduleFilters(triggersOf({ settings }))) readFilters(filters, scope, report)
  return { name: workflow.name, source: workflow, span: workflow.nameSpan, jobs, settings, scope }
}

/** What stands beside the jobs and the condition, with its templates replaced and the types checked that it got by that. */
function settingsOf({ name, node }: Workflow, scope: Scope, report: Report): readonly Entry[] {
  const settings = node.entries.filter(({ key }) => key !== 'jobs' && key !== 'when' && key !== 'unless')
  return settings.map(entry => {
    if (!entry.value.templated) return entry
    const value = substituteAll(entry.value, scope, report)
    const field = workflowShape.keys[entry.key]
    if (field && !isUnknown(value)) match(value, field.shape, { what: `"${entry.key}" of workflow "${name}"`, report })
    return withValue(entry, value)
  })
}

/** The `triggers` of a workflow, from its settings. */
export function triggersOf({ settings }: Pick<ExpandedWorkflow, 'settings'>): SeqNode | undefined {
  const triggers = settings.find(({ key }) => key === 'triggers')?.value
  return triggers?.kind === 'seq' ? triggers : undefined
}

/** The filters of the schedules in `triggers` (S13.9). */
export function scheduleFilters(triggers: SeqNode | undefined): readonly Node[] {
  return (triggers?.items ?? []).flatMap(item => get(get(item, 'schedule'), 'filters') ?? [])
}

/** The workflow that runs a job `build` where there are no workflows (S1.5). */
export function implicitWorkflow(run: Run): ExpandedWorkflow {
  const build = run.config.library.jobs.get('build')
  const span = build && build.is !== 'broken' ? build.nameSpan : run.config.document.root.span
  const call: Call = { kind: 'workflow', name: 'workflow', span }
  const entry: JobEntry = { job: 'build', jobSpan: span, settings: [], span }
  const jobs = expandEntries(run, { call, entries: [entry], title: "workflow 'workflow'" })
  const scope = pipelineScope(run, run.config.library)
  return { name: 'workflow', source: undefined, span, jobs, settings: [], scope }
}

/** Looks at a job group that no workflow uses (S1.10). */
export function tryGroup(run: Run, { name, nameSpan: span }: JobGroup): void {
  const call: Call = { kind: 'job group', name, span }
  expandEntries(run, {
    call,
    entries: [{ job: name, jobSpan: span, settings: [], span }],
    title: `job group '${name}'`,
  })
}

interface Entries {
  readonly call: Call
  readonly entries: readonly JobEntry[]
  readonly title: string
}

function expandEntries(run: Run, { call, entries, title }: Entries): readonly Draft[] {
  const { library } = run.config
  const report = reportFrom(call, run.report)
  const names = new Set(entries.map(({ job, settings }) => nameIn(settings) ?? job))
  const host: Host = { title, call, home: library, scope: pipelineScope(run, library), report, names, empty: new Set() }
  const drafts: Draft[] = []
  const groups = new Map<string, JobEntry>()
  for (const entry of entries) {
    const group = run.config.groups.get(entry.job)
    if (!group) drafts.push(...expandEntry(run, host, entry))
    else {
      useOnce(groups, entry, host)
      drafts.push(...expandGroup(run, host, { group, entry }))
    }
  }
  numberWithin(drafts.filter(draft => draft.wanted === draft.name))
  join(drafts, { title, report: run.report, empty: host.empty })
  for (const draft of drafts) if (draft.job && draft.job.name !== draft.name) draft.job.name = draft.name
  reportCycle(drafts, title, run.report)
  return drafts
}

function nameIn(settings: JobEntry['settings']): string | undefined {
  const setting = settings.find(({ key }) => key === 'name')
  return setting?.value.kind === 'scalar' ? setting.value.text : undefined
}

/** Each use of a group in one workflow needs a name of its own (S18.25). */
function useOnce(groups: Map<string, JobEntry>, entry: JobEntry, host: Host): void {
  const name = nameIn(entry.settings) ?? entry.job
  const earlier = groups.get(name)
  groups.set(name, entry)
  if (!earlier) return
  host.report({
    ...error(
      'group/duplicate-invocation',
      entry.jobSpan,
      `job group "${name}" is used twice in ${host.title}: give each use its own "name"`,
    ),
    related: [{ message: 'the first use', span: earlier.jobSpan }],
  })
}
