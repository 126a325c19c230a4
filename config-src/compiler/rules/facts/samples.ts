import { get, scalar } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { walkExpression } from '../../3-expand/expression/parse.ts'
import { passes, type Ref } from '../../3-expand/filter/passes.ts'
import type { Filters } from '../../3-expand/filter/read.ts'
import type { Scope } from '../../3-expand/scope.ts'
import { filtersOf } from '../../4-plan/reach.ts'

/**
 * Whether a workflow may hold a job that nothing starts: some job runs for none of a few names that its filters suggest. Only
 * then is it worth to ask for all names, which costs much more.
 */
export function mayHoldIdleJob(workflow: ExpandedWorkflow): boolean {
  const condition = workflow.source?.condition?.node.span
  if (condition && /pipeline\.git\.(branch|tag)/.test(condition.source.text.slice(condition.start, condition.end)))
    return true
  // Without filters every job runs on every branch.
  if (!workflow.jobs.some(({ filters }) => filters)) return false
  // A schedule chooses among branches too.
  if (workflow.source && get(workflow.source.node, 'triggers')) return true
  const filters = new Map(workflow.jobs.map(entry => [entry, filtersOf(entry, workflow)]))
  const waiting = new Set(workflow.jobs)
  for (const ref of refsFor([...filters.values()])) {
    const known = new Map<ExpandedEntry, boolean>()
    const sample: Sample = { filters, ref, scope: scopeFor(workflow.scope, ref), known }
    for (const entry of waiting) if (runs(entry, sample)) waiting.delete(entry)
    if (waiting.size === 0) return false
  }
  return true
}

interface Sample {
  readonly filters: ReadonlyMap<ExpandedEntry, Filters | undefined>
  readonly ref: Ref
  readonly scope: Scope
  readonly known: Map<ExpandedEntry, boolean>
}

/** Whether a job runs for a name: its own filters let it, and not all that it requires is left out (S23.6). */
function runs(entry: ExpandedEntry, sample: Sample): boolean {
  const known = sample.known.get(entry)
  if (known !== undefined) return known
  // What waits for itself was complained about.
  sample.known.set(entry, true)
  const { filters, ref, scope } = sample
  const passed = passes(filters.get(entry), ref, { scope, report: () => {} })
  const found =
    passed && (entry.requires.length === 0 || entry.requires.some(({ entry: required }) => runs(required, sample)))
  sample.known.set(entry, found)
  return found
}

function scopeFor(scope: Scope, ref: Ref): Scope {
  const value = (text: string | undefined): { readonly node: Node } => {
    const span = { source: { file: '', text: '' }, start: 0, end: 0 }
    return { node: { ...scalar(text ?? null, span), templated: false } }
  }
  return {
    ...scope,
    find: name =>
      name === 'pipeline.git.branch'
        ? value(ref.branch)
        : name === 'pipeline.git.tag'
          ? value(ref.tag)
          : scope.find(name),
  }
}

const usual: readonly Ref[] = [{ branch: 'feature/x' }, { branch: 'main' }, { tag: 'v1.2.3' }]

/** Names that are worth a look: usual ones, and those that filters say. */
function refsFor(filters: readonly (Filters | undefined)[]): readonly Ref[] {
  const texts = new Set<string>()
  for (const one of filters) {
    if (one?.kind === 'map') {
      for (const section of [one.branches, one.tags])
        for (const { source } of section?.only ?? []) texts.add(plain(source))
    } else if (one?.expr) {
      walkExpression(one.expr, part => {
        if (part.kind === 'literal' && typeof part.value === 'string') texts.add(part.value)
        if (part.kind === 'pattern') texts.add(plain(part.source))
      })
    }
  }
  return [...[...texts].flatMap(text => [{ branch: text }, { tag: text }]), ...usual]
}

/** A text that simple patterns match: `/^release\\/.*$/` matches `release/`. */
function plain(source: string): string {
  return source
    .replace(/^\^|\$$/g, '')
    .replace(/\\d[+*]?|\[0-9\][+*]?/g, '1')
    .replace(/\.[*+]|\(\.\*\)/g, 'x')
    .replace(/\\(.)/g, '$1')
}
