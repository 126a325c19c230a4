import type { ExpandedEntry } from '../3-expand/expanded.ts'
import type { RefKind } from './condition/filter.ts'
import type { Graph } from './graph.ts'
import type { Languages } from './language/languages.ts'
import { common, either, exactly, except, type Names } from './language/names.ts'
import type { JobReach, Reach } from './reach.ts'

/** What a question about gates is asked of. */
export interface Gated {
  readonly languages: Languages
  readonly graph: Graph
  readonly runs: ReadonlyMap<ExpandedEntry, Names>
  /** Entries of which nobody knows what they require: nothing that is seen before them is a gate. */
  readonly isOpen: (entry: ExpandedEntry) => boolean
}

/**
 * The names for which each job can run although no gate was passed before: a gate is a job that had to succeed. Where filters
 * take a gate away, what waits for it no longer waits (S23.9).
 */
export function ungated(
  { languages, graph, runs, isOpen }: Gated,
  isGate: (entry: ExpandedEntry) => boolean,
): ReadonlyMap<ExpandedEntry, Names> {
  // Where there is no gate at all, nobody passed one.
  if (!graph.order.some(isGate)) return runs
  const found = new Map<ExpandedEntry, Names>()
  const none = exactly(languages.none)
  for (const entry of graph.order) {
    let open = runs.get(entry) ?? none
    for (const { entry: before, statuses } of isOpen(entry) ? [] : entry.requires) {
      const ran = statuses.every(status => status === 'success' || status === 'failed')
      const isPassed = isGate(before) && statuses.every(status => status === 'success')
      const behind = isPassed ? none : ran ? (found.get(before) ?? none) : (runs.get(before) ?? none)
      const absent = except(languages, runs.get(before) ?? none)
      open = common(languages, open, either(languages, absent, behind))
    }
    found.set(entry, open)
  }
  return found
}

/** The names for which a job can run, for some values of what is free, although no gate was passed before. */
export function gated(
  { languages }: Reach,
  job: JobReach,
  { kind, isGate }: { readonly kind: RefKind; readonly isGate: (entry: ExpandedEntry) => boolean },
): Names {
  const none = exactly(languages.none)
  const open = job.worlds[kind].map(world => ungated(world, isGate).get(job.entry) ?? none)
  return open.reduce((left, right) => either(languages, left, right), none)
}
