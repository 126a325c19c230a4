import type { Diagnostic, Related, Severity, Span } from '../diagnostics/diagnostic.ts'
import { display, frame } from '../diagnostics/frame.ts'
import { type LinesOf, linesOfSources, rangeOf } from '../diagnostics/position.ts'

/** Colours for what is printed: each gives back its text, coloured or as it is. */
export interface Paint {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly info: (text: string) => string
  readonly place: (text: string) => string
  readonly faint: (text: string) => string
  readonly help: (text: string) => string
}

const asIs = (text: string) => text

/** No colours: for pipes, and where NO_COLOR is set. */
export const plainPaint: Paint = { error: asIs, warning: asIs, info: asIs, place: asIs, faint: asIs, help: asIs }

/** Lines that a frame shows of a problem's own place, and of each related place. */
const MOST_LINES = { own: 4, related: 1 }

/** What printing carries along. */
interface Printing {
  readonly linesOf: LinesOf
  readonly paint: Paint
}

/**
 * Prints diagnostics for people: the place, the severity, the message and the rule on one line, then a frame of the
 * source, the related places with theirs, and the remedy. Diagnostics come sorted; the summary is `formatSummary`.
 */
export function formatText(diagnostics: readonly Diagnostic[], paint: Paint = plainPaint): string {
  const printing = { linesOf: linesOfSources(), paint }
  return diagnostics.map(diagnostic => `${formatOne(diagnostic, printing)}\n`).join('\n')
}

function formatOne({ severity, rule, message, span, related, help }: Diagnostic, printing: Printing): string {
  const { linesOf, paint } = printing
  const colour = paint[severity]
  const title = `${formatPlace(span, printing)}: ${colour(severity)}: ${display(message)} ${paint.faint(`[${rule}]`)}`
  const colours = { gutter: paint.faint, mark: colour }
  const own = frame(span, { lines: linesOf(span.source), most: MOST_LINES.own, paint: colours })
  const others = related.map(other => formatRelated(other, printing))
  const remedy = help === undefined ? [] : [`  ${paint.help('help:')} ${display(help)}`]
  return [title, indent(own), ...others, ...remedy].join('\n')
}

function formatRelated({ message, span }: Related, printing: Printing): string {
  const { linesOf, paint } = printing
  const colours = { gutter: paint.faint, mark: paint.info }
  const shown = frame(span, { lines: linesOf(span.source), most: MOST_LINES.related, paint: colours })
  return `  ${formatPlace(span, printing)}: ${display(message)}\n${indent(shown)}`
}

function formatPlace(span: Span, { linesOf, paint }: Printing): string {
  const { line, column } = rangeOf(span, linesOf)
  return paint.place(`${display(span.source.file)}:${line}:${column}`)
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}

const WORDS: readonly (readonly [Severity, string])[] = [
  ['error', 'error'],
  ['warning', 'warning'],
  ['info', 'note'],
]

/** How many problems of each kind there are, in how many files that were looked at: `2 errors, 1 warning in 3 files`. */
export function formatSummary(diagnostics: readonly Diagnostic[], files: number): string {
  const counts = WORDS.map(([severity, word]) => ({
    word,
    count: diagnostics.filter(found => found.severity === severity).length,
  })).filter(({ count }) => count > 0)
  const found = counts.map(({ word, count }) => plural(count, word)).join(', ')
  return `${found || 'no problems'} in ${plural(files, 'file')}`
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`
}
