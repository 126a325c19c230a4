import { get, getEntry } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import { error } from '../diagnostics/complain.ts'
import type { Diagnostic, Report, Span } from '../diagnostics/diagnostic.ts'
import type { JobEntry, JobGroup, Library, Workflow } from './config.ts'
import { describe, inside, match, type Place, quote } from './match.ts'
import { entry as entryShape, workflow as workflowShape } from './shapes/workflow.ts'
import { checkSteps } from './steps.ts'

/** The workflows of a config, and where `version` stands among them (S13.1, S21.10). */
export interface Workflows {
  readonly workflows: readonly Workflow[]
  readonly version: number | undefined
}

/** Reads the `workflows` section; what does not fit is left out, after a complaint. */
export function readWorkflows(node: Node | undefined, library: Library, report: Report): Workflows {
  const workflows: Workflow[] = []
  let version: number | undefined
  if (node?.kind !== 'map') return { workflows, version }
  for (const { key, keyNode, value } of node.entries) {
    // `version` is reserved and never a workflow (S1.4).
    if (key === 'version') {
      version = workflows.length
      if (value.kind !== 'scalar') report(reservedName(keyNode.span))
    } else if (
      match(value, workflowShape, { what: `workflow "${key}"`, head: keyNode.span, report, single: true }) ||
      value.kind === 'map'
    ) {
      if (value.kind !== 'map') continue
      const jobs = get(value, 'jobs')
      workflows.push({
        name: key,
        nameSpan: keyNode.span,
        node: value,
        entries: readEntries(jobs, {
          single: true,
          what: `workflow "${key}"`,
          report,
          shadowing: new Set(library.commands.keys()),
        }),
        ...conditionOf(value, key, report),
      })
    }
  }
  return { workflows, version }
}

function reservedName(span: Span): Diagnostic {
  const message = '"version" under "workflows" is reserved and cannot be the name of a workflow'
  return error('workflow/bad-name', span, message, 'give the workflow another name')
}

function conditionOf(node: Node, name: string, report: Report): Pick<Workflow, 'condition'> {
  const when = getEntry(node, 'when')
  const unless = getEntry(node, 'unless')
  if (when && unless) {
    report({
      ...error(
        'workflow/two-conditions',
        unless.keyNode.span,
        `workflow "${name}" has both "when" and "unless": only one is permitted`,
      ),
      help: 'join them in "when" with and, or, not',
      related: [{ message: 'the other condition', span: when.keyNode.span }],
    })
  }
  const one = when ?? unless
  if (!one) return {}
  return { condition: { is: when ? 'when' : 'unless', node: one.value, span: one.keyNode.span } }
}

/** Reads a list of job entries of a workflow or a group (S13.2). */
export function readEntries(node: Node | undefined, place: Place): JobEntry[] {
  const entries: JobEntry[] = []
  if (node?.kind !== 'seq') return entries
  for (const item of node.items) {
    const entry = readEntry(item, place)
    if (entry) entries.push(entry)
  }
  return entries
}

function readEntry(item: Node, parent: Place): JobEntry | undefined {
  const { what, report } = parent
  if (item.kind === 'scalar' && item.type === 'string')
    return { job: item.value, jobSpan: item.span, settings: [], span: item.span }
  if (item.kind !== 'map') return undefined
  const [first, ...rest] = item.entries
  if (!first) return undefined
  if (rest.length > 0) {
    const names = rest.map(({ key }) => quote(key)).join(', ')
    report(
      error(
        'schema/shape',
        rest[0]?.keyNode.span ?? item.span,
        `an entry of ${what} must be a string or a map with one key: found ${names} beside ${quote(first.key)}`,
        `indent ${names} below "${first.key}"`,
      ),
    )
  }
  const { value } = first
  if (value.kind === 'scalar' && value.type === 'null')
    return { job: first.key, jobSpan: first.keyNode.span, settings: [], span: item.span }
  if (value.kind !== 'map') {
    report(
      error(
        'schema/type',
        value.span,
        `expected type: map, found: ${describe(value)}, for job "${first.key}" in ${what}`,
      ),
    )
    return undefined
  }
  const place = inside(parent, `job "${first.key}" in ${what}`, first.keyNode.span)
  match(value, entryShape, place)
  for (const key of ['pre-steps', 'post-steps']) {
    const steps = get(value, key)
    if (steps) checkSteps(steps, { ...place, what: `"${key}" of ${place.what}`, isArgument: true })
  }
  return { job: first.key, jobSpan: first.keyNode.span, settings: value.entries, span: item.span }
}

/** Reads the `job-groups` section (S18.20). */
export function readGroups(node: Node | undefined, library: Library, report: Report): Map<string, JobGroup> {
  const groups = new Map<string, JobGroup>()
  if (node?.kind !== 'map') return groups
  for (const { key, keyNode, value } of node.entries) {
    if (library.jobs.has(key)) {
      report(
        error(
          'group/name-taken',
          keyNode.span,
          `"${key}" names both a job and a job group: give one of them another name`,
        ),
      )
    }
    const entries = readEntries(get(value, 'jobs'), {
      what: `job group "${key}"`,
      report,
      shadowing: new Set(library.commands.keys()),
    })
    groups.set(key, { name: key, nameSpan: keyNode.span, entries })
  }
  return groups
}
