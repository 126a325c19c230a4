import type { Diagnostic, Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'

/** The line of a span, counted from 1. */
export function lineOf({ source, start }: Span): number {
  return source.text.slice(0, start).split('\n').length
}

/** A complaint with the line it is about, the exact range underlined. */
export function frame({ severity, rule, message, span, help }: Diagnostic): string {
  const { source, start, end } = span
  const from = source.text.lastIndexOf('\n', start - 1) + 1
  const to = source.text.indexOf('\n', start)
  const line = source.text.slice(from, to < 0 ? undefined : to)
  const width = Math.max(1, Math.min(end - start, line.length - (start - from)))
  const marks = `${' '.repeat(start - from)}${'^'.repeat(width)}`
  return [
    `   ${severity}[${rule}]: ${message}`,
    `   | ${line}`,
    `   | ${marks}`,
    ...(help ? [`   help: ${help}`] : []),
  ].join('\n')
}
