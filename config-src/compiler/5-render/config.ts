import { entry as makeEntry, map, scalar, seq, withValue } from '../1-parse/build.ts'
import type { Entry, MapNode, Node } from '../1-parse/node.ts'
import type { Expanded, ExpandedEntry, ExpandedWorkflow, Requirement } from '../3-expand/expanded.ts'
import type { Scope } from '../3-expand/scope.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { hashOrder } from './hash-order.ts'

/** Which entries of workflows are printed; the server leaves out those that a branch filter excludes (FACTS 8.11). */
export type Keep = (entry: ExpandedEntry, scope: Scope) => boolean

/** The most jobs that the server prints in the order of first use; more come in the order of a hash map (FACTS 3.2, 3.3). */
const mostInOrder = 8

/** The tree of a compiled config, in the server's order of keys (FACTS 1, 3, 8). */
export function treeOf(expanded: Expanded, keep: Keep = () => true): MapNode {
  const span = expanded.config.document.root.span
  const jobs = expanded.jobs.map(job => makeEntry(job.name, job.body, job.call.span))
  const ordered = jobs.length > mostInOrder ? hashOrder(jobs, ({ key }) => key) : jobs
  const workflows = expanded.workflows.map(workflow => workflowEntry(workflow, keep))
  workflows.splice(expanded.versionAt, 0, makeEntry('version', scalar(2, span)))
  return map(
    [
      makeEntry('version', scalar(2, span)),
      makeEntry('jobs', map(ordered, span)),
      makeEntry('workflows', map(workflows, span)),
    ],
    span,
  )
}

/** A workflow without its condition; `triggers` stand before `jobs` where the source has them so (FACTS 8.8). */
function workflowEntry(workflow: ExpandedWorkflow, keep: Keep): Entry {
  const { name, span, source } = workflow
  const jobs = makeEntry(
    'jobs',
    seq(workflow.jobs.filter(entry => keep(entry, workflow.scope)).map(jobEntry), span),
    span,
  )
  if (!source) return makeEntry(name, map([jobs], span), span)
  const entries = source.node.entries.flatMap(entry => {
    if (entry.key === 'when' || entry.key === 'unless') return []
    if (entry.key === 'jobs') return [withValue(entry, jobs.value)]
    return workflow.settings.filter(({ key }) => key === entry.key)
  })
  return makeEntry(name, map(entries, span), span)
}

/** An entry with its keys in the server's fixed order; one with nothing left is a bare name (FACTS 3.6, 8.4). */
function jobEntry(entry: ExpandedEntry): Node {
  const { span, requires } = entry
  const entries: Entry[] = []
  if (entry.filters) entries.push(makeEntry('filters', entry.filters))
  if (entry.type === 'approval') entries.push(makeEntry('type', scalar('approval', span)))
  if (requires.length > 0)
    entries.push(makeEntry('requires', requiresList(requires, span)), makeEntry('upstream', upstream(requires, span)))
  if (entry.context) entries.push(makeEntry('context', entry.context))
  if (entry.serialGroup) entries.push(makeEntry('serial-group', entry.serialGroup))
  if (entries.length === 0) return scalar(entry.name, span)
  return map([makeEntry(entry.name, map(entries, span), span)], span)
}

function requiresList(requires: readonly Requirement[], span: Span): Node {
  const items = requires.map(({ entry, written, span: at }) =>
    written ? map([makeEntry(entry.name, written, at)], at) : scalar(entry.name, at),
  )
  return seq(items, span)
}

/** Each required job with the statuses that let this one start (FACTS 8.10). */
function upstream(requires: readonly Requirement[], span: Span): Node {
  const entries = requires.map(({ entry, statuses, span: at }) => {
    const list = seq(
      statuses.map(status => scalar(status, at)),
      at,
    )
    return makeEntry(entry.name, list, at)
  })
  return map(entries, span)
}
