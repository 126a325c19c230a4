import { error } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { ExpandedEntry } from './expanded.ts'

/** Complains of jobs that wait for each other, in the order of the source (S16.6). True where there is a circle. */
export function reportCycle(entries: readonly ExpandedEntry[], title: string, report: Report): boolean {
  const stuck = unreachable(entries)
  const first = stuck[0]
  if (!first) return false
  const circle = circleFrom(first, new Set(stuck))
  const start = circle[0] ?? first
  const path = [...circle, start].map(entry => entry.name).join(' -> ')
  const none = stuck.length === entries.length ? 'At least one job in the workflow must have no dependencies. ' : ''
  const names = stuck.map(entry => entry.name).join(', ')
  const message = `${none}The following jobs are unreachable: ${names}; in ${title} they require each other in a circle: ${path}`
  const span = start.requires.find(({ entry }) => entry === (circle[1] ?? start))?.span ?? start.span
  const related = circle.slice(1).map((entry, i) => ({
    message: `"${entry.name}" requires "${(circle[i + 2] ?? start).name}"`,
    span: entry.requires.find(one => one.entry === (circle[i + 2] ?? start))?.span ?? entry.span,
  }))
  report({ ...error('workflow/cycle', span, message), related })
  return true
}

/** Jobs that never start although all others succeed. */
function unreachable(entries: readonly ExpandedEntry[]): ExpandedEntry[] {
  const waiting = new Map(entries.map(entry => [entry, entry.requires.length]))
  const dependants = new Map<ExpandedEntry, ExpandedEntry[]>()
  for (const entry of entries) {
    for (const { entry: needed } of entry.requires) {
      const list = dependants.get(needed)
      if (list) list.push(entry)
      else dependants.set(needed, [entry])
    }
  }
  const ready = entries.filter(entry => entry.requires.length === 0)
  for (let at = ready.pop(); at; at = ready.pop()) {
    for (const dependant of dependants.get(at) ?? []) {
      const left = (waiting.get(dependant) ?? 0) - 1
      waiting.set(dependant, left)
      if (left === 0) ready.push(dependant)
    }
  }
  return entries.filter(entry => (waiting.get(entry) ?? 0) > 0)
}

/** A circle among stuck jobs; every stuck job requires at least one other. */
function circleFrom(first: ExpandedEntry, stuck: ReadonlySet<ExpandedEntry>): ExpandedEntry[] {
  const path: ExpandedEntry[] = []
  let at: ExpandedEntry | undefined = first
  while (at && !path.includes(at)) {
    path.push(at)
    at = at.requires.map(({ entry }) => entry).find(entry => stuck.has(entry))
  }
  return at ? path.slice(path.indexOf(at)) : path
}
