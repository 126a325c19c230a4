import type { Entry } from '../1-parse/node.ts'
import type { Document } from '../1-parse/parse.ts'
import type { Edit, Fix, Span } from '../diagnostics/diagnostic.ts'

/** A repair that keeps what the config does. */
export function safe(title: string, ...edits: readonly Edit[]): Fix {
  return { title, kind: 'safe', edits }
}

/** A repair that may change what the config does. */
export function unsafe(title: string, ...edits: readonly Edit[]): Fix {
  return { title, kind: 'unsafe', edits }
}

/**
 * Replaces the value of a key, wherever it begins: on the same line or below. Undefined where that would lose something: an
 * anchor, an alias, a comment.
 */
export function replaceValue(
  { source, comments }: Document,
  { keyNode, value }: Entry,
  text: string,
): Edit | undefined {
  const start = keyNode.span.end
  // The span of a block may take the line breaks behind it along.
  const end = value.span.start + source.text.slice(value.span.start, value.span.end).trimEnd().length
  if (keyNode.span.source !== source || value.span.source !== source || value.span.start < start) return undefined
  if (!/^["']?\s*:\s*$/.test(source.text.slice(start, value.span.start))) return undefined
  if (comments.some(({ span }) => span.start > start && span.end <= end)) return undefined
  const colon = source.text.indexOf(':', start)
  const span: Span = { source, start: colon + 1, end }
  return { span, text: ` ${text}` }
}

/** A text as a YAML scalar in single quotes. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
