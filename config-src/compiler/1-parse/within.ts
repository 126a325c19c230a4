import type { Span } from '../diagnostics/diagnostic.ts'
import type { ScalarNode } from './node.ts'

/** The stretch of the source that holds `text.slice(start, end)` of a scalar, through quotes, escapes, folds and indentation. */
export function within(scalar: ScalarNode, start: number, end: number): Span {
  const { source, start: from, end: to } = scalar.span
  if (scalar.style === 'plain' && to - from === scalar.text.length) {
    return { source, start: from + start, end: from + end }
  }
  return scalar.span
}
