import type { ExpandedEntry } from '../3-expand/expanded.ts'
import type { Languages } from './language/languages.ts'
import { common, either, exactly, type Names } from './language/names.ts'

/** The jobs of a workflow in an order in which each comes after those it requires; jobs in a circle are left out. */
export interface Graph {
  readonly order: readonly ExpandedEntry[]
}

/** Puts the jobs of a workflow in order. */
export function graphOf(entries: readonly ExpandedEntry[]): Graph {
  const waiting = new Map(entries.map(entry => [entry, new Set(entry.requires.map(({ entry: before }) => before))]))
  const dependants = new Map<ExpandedEntry, ExpandedEntry[]>()
  for (const [entry, before] of waiting) {
    for (const one of before) dependants.set(one, [...(dependants.get(one) ?? []), entry])
  }
  const order = entries.filter(entry => waiting.get(entry)?.size === 0)
  for (const entry of order) {
    for (const dependant of dependants.get(entry) ?? []) {
      const left = waiting.get(dependant)
      if (left?.delete(entry) && left.size === 0) order.push(dependant)
    }
  }
  return { order }
}

/** What decides who runs: the names for which the workflow starts, and those that each entry's own filters let pass. */
export interface Run {
  readonly languages: Languages
  readonly graph: Graph
  readonly started: Names
  readonly passing: (entry: ExpandedEntry) => Names
  /** Entries of which nobody knows what they require: for them the requirements that are seen prove nothing. */
  readonly isOpen: (entry: ExpandedEntry) => boolean
}

/**
 * The names for which each job runs: its own filters let it pass, and of the jobs that it requires one at least runs, where
 * it requires any (S16.9, S23.6).
 */
export function spread({ languages, graph, started, passing, isOpen }: Run): ReadonlyMap<ExpandedEntry, Names> {
  const runs = new Map<ExpandedEntry, Names>()
  const none = exactly(languages.none)
  for (const entry of graph.order) {
    const before = entry.requires.map(({ entry: one }) => runs.get(one) ?? none)
    const enabled =
      entry.requires.length === 0 || isOpen(entry)
        ? started
        : before.reduce((left, right) => either(languages, left, right), none)
    runs.set(entry, common(languages, enabled, passing(entry)))
  }
  return runs
}
