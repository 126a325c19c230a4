import type { Diagnostic, Severity } from './diagnostic.ts'

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** Sorts by file, place and rule, and drops what is said twice of one place: aliases and repeated calls repeat complaints. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const sorted = [...diagnostics].sort(compare)
  const seen = new Set<string>()
  return sorted.filter(({ rule, message, span }) => {
    const key = JSON.stringify([span.source.file, span.start, span.end, rule, message])
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    order(a.span.source.file, b.span.source.file) ||
    a.span.start - b.span.start ||
    a.span.end - b.span.end ||
    order(a.rule, b.rule) ||
    order(a.message, b.message) ||
    RANK[a.severity] - RANK[b.severity]
  )
}

/** By code units: the same on every machine, whatever its language. */
function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
