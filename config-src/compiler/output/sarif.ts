import type { Diagnostic, Fix, RuleId, Severity, Span } from '../diagnostics/diagnostic.ts'
import { type LinesOf, linesOfSources, rangeOf } from '../diagnostics/position.ts'

/** What is said of a rule besides its findings. */
export interface About {
  readonly title: string
  /** All that is known of it, in Markdown. */
  readonly markdown: string
}

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' }

/**
 * Prints diagnostics as SARIF 2.1.0, for code scanning. Related places are given twice: as places, and as a code flow, which
 * is what viewers draw. `about` says what each rule is.
 */
export function formatSarif(diagnostics: readonly Diagnostic[], about: (rule: RuleId) => About | undefined): string {
  const linesOf = linesOfSources()
  const ids = [...new Set(diagnostics.map(({ rule }) => rule))].sort()
  const rules = ids.map(id => {
    const known = about(id)
    if (!known) return { id }
    const { title, markdown } = known
    return { id, shortDescription: { text: title }, help: { text: markdown, markdown } }
  })
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'circlec', rules } },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map(diagnostic => ({
          ruleIndex: ids.indexOf(diagnostic.rule),
          ...resultOf(diagnostic, linesOf),
        })),
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

function resultOf({ rule, severity, message, span, related, help, fix }: Diagnostic, linesOf: LinesOf): object {
  const own = { ...placeOf(span, linesOf), message: { text: message } }
  const others = related.map(other => ({ ...placeOf(other.span, linesOf), message: { text: other.message } }))
  // A flow runs from where it begins to where it is felt: related places stand innermost first.
  const flow = [...others].reverse().concat(own)
  return {
    ruleId: rule,
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [placeOf(span, linesOf)],
    ...(others.length > 0
      ? {
          relatedLocations: others.map((place, id) => ({ id: id + 1, ...place })),
          codeFlows: [{ threadFlows: [{ locations: flow.map(location => ({ location })) }] }],
        }
      : {}),
    ...(fix ? { fixes: [fixOf(fix, linesOf)] } : {}),
  }
}

function placeOf(span: Span, linesOf: LinesOf): { physicalLocation: object } {
  return { physicalLocation: { artifactLocation: artifact(span), region: regionOf(span, linesOf) } }
}

function artifact({ source }: Span): { uri: string } {
  return { uri: source.file.split(/[\\/]/).map(encodeURIComponent).join('/') }
}

function regionOf(span: Span, linesOf: LinesOf): object {
  const { line, column, endLine, endColumn } = rangeOf(span, linesOf)
  return { startLine: line, startColumn: column, endLine, endColumn }
}

function fixOf({ title, edits }: Fix, linesOf: LinesOf): object {
  const changes = edits.map(({ span, text }) => ({
    artifactLocation: artifact(span),
    replacements: [{ deletedRegion: regionOf(span, linesOf), insertedContent: { text } }],
  }))
  return { description: { text: title }, artifactChanges: changes }
}
