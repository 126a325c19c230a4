import type { Diagnostic, RuleId, Severity } from '../diagnostics/diagnostic.ts'
import { type LinesOf, linesOfSources, type Range, rangeOf } from '../diagnostics/position.ts'

/** What `check --format json` prints. This shape is frozen: a change of it is a new version. */
export interface JsonReport {
  readonly version: 1
  /** Every file that was looked at, those without problems too, sorted by name. */
  readonly files: readonly JsonFile[]
}

/** The problems of one file, sorted by place and rule. */
export interface JsonFile {
  readonly file: string
  readonly diagnostics: readonly JsonDiagnostic[]
}

/** One problem; lines and columns count from 1, the end is behind the last character. */
export interface JsonDiagnostic extends Range {
  readonly rule: RuleId
  readonly severity: Severity
  readonly message: string
  readonly related: readonly JsonRelated[]
  readonly help?: string
}

/** Another place that a problem speaks of. */
export interface JsonRelated extends Range {
  readonly file: string
  readonly message: string
}

/** Prints sorted diagnostics for programs; `files` are the names of all files that were looked at. */
export function formatJson(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const linesOf = linesOfSources()
  const found = new Map<string, JsonDiagnostic[]>()
  for (const file of [...files, ...diagnostics.map(({ span }) => span.source.file)].sort()) found.set(file, [])
  for (const diagnostic of diagnostics) found.get(diagnostic.span.source.file)?.push(toJson(diagnostic, linesOf))
  const report: JsonReport = {
    version: 1,
    files: Array.from(found, ([file, problems]) => ({ file, diagnostics: problems })),
  }
  return `${JSON.stringify(report, null, 2)}\n`
}

function toJson({ rule, severity, message, span, related, help }: Diagnostic, linesOf: LinesOf): JsonDiagnostic {
  return {
    rule,
    severity,
    message,
    ...rangeOf(span, linesOf),
    related: related.map(other => ({
      file: other.span.source.file,
      message: other.message,
      ...rangeOf(other.span, linesOf),
    })),
    ...(help === undefined ? {} : { help }),
  }
}
