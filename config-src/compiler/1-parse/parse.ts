import type { Diagnostic, Report, Source, Span } from '../diagnostics/diagnostic.ts'
import { normalizeBreaks } from './characters.ts'
import { composeNode } from './compose.ts'
import { type Composer, refuse, spanOf } from './composer.ts'
import { checkEncoding } from './encoding.ts'
import { failRest } from './fault.ts'
import type { Node } from './node.ts'
import type { Problem } from './problem.ts'
import { peek, take } from './scan.ts'
import { scanner } from './scanner.ts'

/** A comment, `#` included. */
export interface Comment {
  readonly span: Span
  readonly text: string
}

/** An anchor (`&` included in its place), and whether an alias uses it. */
export interface Anchor {
  readonly name: string
  readonly span: Span
  readonly used: boolean
}

/** A file that was read: its values with their places, its comments in their order, its anchors. */
export interface Document {
  readonly source: Source
  readonly root: Node
  readonly comments: readonly Comment[]
  readonly anchors: readonly Anchor[]
}

/**
 * Reads a config as the server's YAML reader does, SnakeYAML with the types of YAML 1.1 (S2). Returns undefined where
 * the server would refuse the text; the reasons are reported.
 */
export function parse(source: Source, report: Report): Document | undefined {
  if (!checkEncoding(source, report)) return undefined
  const c = composer(source, report)
  if (!startDocument(c)) return undefined
  const root = composeNode(c, 'block')
  endDocument(c)
  const { problem, comments } = c.scanner
  if (problem) report(toDiagnostic(c, problem))
  if (problem || c.refused) return undefined
  return {
    source,
    root,
    comments: comments.map(({ start, end }) => ({ span: spanOf(c, start, end), text: source.text.slice(start, end) })),
    anchors: c.anchors,
  }
}

function toDiagnostic(c: Composer, { message, start, end, related, ...rest }: Problem): Diagnostic {
  return {
    ...rest,
    severity: 'error',
    message: `Unable to parse YAML: ${message}`,
    span: spanOf(c, start, end),
    related: related ? [{ message: related.message, span: spanOf(c, related.start, related.end) }] : [],
  }
}

function composer(source: Source, report: Report): Composer {
  return {
    scanner: scanner(normalizeBreaks(source.text)),
    source,
    report,
    named: new Map(),
    anchors: [],
    depth: 0,
    size: 0,
    repeated: 0,
    refused: false,
  }
}

/** Skips directives and the `---` before the document; false where there is none. */
function startDocument(c: Composer): boolean {
  let directive = false
  while (peek(c.scanner).kind === 'directive') directive = take(c.scanner).kind === 'directive'
  const first = peek(c.scanner)
  if (first.kind === 'document-start') take(c.scanner)
  else if (directive && first.kind !== 'failed') failRest(c, first)
  if (peek(c.scanner).kind !== 'stream-end') return true
  refuse(c, {
    rule: 'yaml/no-document',
    message: 'the file is empty: expected a config that begins with "version: 2.1"',
    span: spanOf(c, 0, 0),
    related: [],
  })
  return false
}

/** Looks at what follows the document: nothing may (S2.9). */
function endDocument(c: Composer) {
  let next = peek(c.scanner)
  let ended = false
  while (next.kind === 'document-end') {
    take(c.scanner)
    ended = true
    next = peek(c.scanner)
  }
  if (next.kind === 'stream-end' || next.kind === 'failed') return
  if (next.kind !== 'document-start' && next.kind !== 'directive' && !ended) return failRest(c, next)
  refuse(c, {
    rule: 'yaml/many-documents',
    message: 'expected a single document in the stream, but found another document',
    span: spanOf(c, next.start, next.end),
    related: [],
    help: 'a config is one document: remove the "---" and what does not belong to it',
  })
}
