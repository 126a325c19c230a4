import { getEntry } from '../../1-parse/build.ts'
import type { Entry } from '../../1-parse/node.ts'
import type { Document } from '../../1-parse/parse.ts'
import type { Edit, Fix, Span } from '../../diagnostics/diagnostic.ts'

/**
 * Takes a definition out of its section, and the section too where nothing else is in it. None where the text has other
 * things on the same lines, or an anchor in it that is used.
 */
export function removeDefinition(document: Document, section: string, name: string): { readonly fix?: Fix } {
  const parent = getEntry(document.root, section)
  const entry = getEntry(parent?.value, name)
  if (!parent || !entry) return {}
  const isAlone = parent.value.kind === 'map' && parent.value.entries.length === 1
  return removeEntry(document, isAlone ? parent : entry, `remove "${name}"`)
}

/** Takes an entry of a block map out of the text, with its lines. */
export function removeEntry(document: Document, entry: Entry, title: string): { readonly fix?: Fix } {
  const span = linesOf(entry)
  const holdsAnchor = document.anchors.some(
    anchor => anchor.used && span && anchor.span.start >= span.start && anchor.span.start < span.end,
  )
  return span && !holdsAnchor ? { fix: { title, kind: 'safe', edits: [{ span, text: '' }] } } : {}
}

/** An edit that puts another text in a place. */
export function replace(span: Span, text: string): Edit {
  return { span, text }
}

/** The lines on which an entry stands, if nothing else does. */
function linesOf({ keyNode, value }: Entry): Span | undefined {
  const { source, start: key, end } = keyNode.span
  if (value.span.source !== source || value.span.start < end) return undefined
  const { text } = source
  const start = text.lastIndexOf('\n', key - 1) + 1
  if (text.slice(start, key).trim() !== '') return undefined
  const rest = /^[ \t]*(#[^\n]*)?(\r?\n|$)/.exec(text.slice(value.span.end))
  // A value that is one line of a block scalar, or a flow map, ends its line; anything else on it is not ours to remove.
  return rest ? { source, start, end: value.span.end + rest[0].length } : undefined
}
