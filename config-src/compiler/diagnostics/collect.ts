import type { Diagnostic, Report } from './diagnostic.ts'
import { sortDiagnostics } from './sort.ts'

/** Where complaints gather until they are read. */
export interface Complaints {
  readonly report: Report
  readonly sorted: () => readonly Diagnostic[]
}

/** Starts a collection: a complaint that was made already, at the same place, is not kept twice (aliases repeat complaints). */
export function collect(): Complaints {
  const byPlace = new Map<string, Diagnostic>()
  const report: Report = diagnostic => {
    const { rule, message, span } = diagnostic
    const key = `${rule} ${span.start} ${span.end} ${span.source.file} ${message}`
    const known = byPlace.get(key)
    if (!known || (known.severity !== 'error' && diagnostic.severity === 'error')) byPlace.set(key, diagnostic)
  }
  return { report, sorted: () => sortDiagnostics([...byPlace.values()]) }
}
