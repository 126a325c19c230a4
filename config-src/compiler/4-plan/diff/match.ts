import type { Expanded, ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { canonical } from './canonical.ts'

/** Two things that are one and the same before and after the change; one side is missing where it came or went. */
export interface Pair<T> {
  readonly old?: T
  readonly new?: T
}

/** A workflow before and after, with its jobs. */
export interface WorkflowPair extends Pair<ExpandedWorkflow> {
  readonly entries: readonly Pair<ExpandedEntry>[]
}

/** Finds which workflow and which job became which: the same name, or else the same body. */
export function matchWorkflows(old: Expanded | undefined, now: Expanded | undefined): readonly WorkflowPair[] {
  const pairs = matchAll(old?.workflows ?? [], now?.workflows ?? [], [
    ({ name }) => name,
    ({ jobs }) =>
      jobs
        .map(entry => `${entry.name} ${bodyOf(entry)}`)
        .sort()
        .join('\n'),
  ])
  return pairs.map(pair => ({ ...pair, entries: matchEntries(pair.old?.jobs ?? [], pair.new?.jobs ?? []) }))
}

function matchEntries(old: readonly ExpandedEntry[], now: readonly ExpandedEntry[]): readonly Pair<ExpandedEntry>[] {
  return matchAll(old, now, [
    ({ name }) => name,
    entry => `${entry.reference} ${bodyOf(entry)}`,
    bodyOf,
    // The same definition under another name, and changed as well.
    ({ type, reference }) => `${type} ${reference}`,
  ])
}

/** What a job does, apart from its name and where it stands in a workflow. */
function bodyOf({ type, job, reference }: ExpandedEntry): string {
  return job ? `${type} ${canonical(job.body)}` : type === 'approval' ? type : `${type} ${reference}`
}

/** Pairs what has one key, by one way of telling after the other; in the order of what is new, then what went. */
function matchAll<T extends object>(
  old: readonly T[],
  now: readonly T[],
  keys: readonly ((item: T) => string)[],
): readonly Pair<T>[] {
  const partner = new Map<T, T>()
  const taken = new Set<T>()
  for (const key of keys) {
    const free = new Map<string, T[]>()
    for (const item of old) if (!taken.has(item)) free.set(key(item), [...(free.get(key(item)) ?? []), item])
    for (const item of now) {
      const found = partner.has(item) ? undefined : free.get(key(item))?.shift()
      if (!found) continue
      partner.set(item, found)
      taken.add(found)
    }
  }
  const kept = now.map((item): Pair<T> => {
    const before = partner.get(item)
    return before ? { old: before, new: item } : { new: item }
  })
  return [...kept, ...old.filter(item => !taken.has(item)).map(item => ({ old: item }))]
}
