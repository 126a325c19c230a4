import { isAlias, isMap, isSeq, parseDocument, type Node as YamlNode } from 'yaml'
import type { Report, Source, Span } from '../diagnostics/diagnostic.ts'
import { map, seq } from './build.ts'
import type { Entry, MapNode, Node, ScalarNode } from './node.ts'
import { scalarNode } from './resolve.ts'

/** A comment, `#` included. */
export interface Comment {
  readonly span: Span
  readonly text: string
}

/** An anchor, and whether an alias uses it. */
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

/** Reads a config as SnakeYAML does (S2). Returns undefined where the server would refuse the text; the reasons are reported. */
export function parse(source: Source, report: Report): Document | undefined {
  const document = parseDocument(source.text, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false })
  const first = document.errors[0]
  if (first || !document.contents) {
    const [start, end] = first?.pos ?? [0, 0]
    report({
      rule: first ? 'yaml/syntax' : 'yaml/no-document',
      severity: 'error',
      message: `Unable to parse YAML: ${first?.message ?? 'the file holds no document'}`,
      span: { source, start, end },
      related: [],
    })
    return undefined
  }
  return { source, root: convert(document.contents, source, new Map()), comments: [], anchors: [] }
}

function convert(node: YamlNode | null, source: Source, anchors: Map<string, Node>): Node {
  if (isAlias(node)) return anchors.get(node.source) ?? scalarNode('', 'plain', { source, start: 0, end: 0 })
  const [start = 0, end = 0] = node?.range ?? []
  const span = { source, start, end }
  const made = make(node, span, anchors)
  const anchor = node && 'anchor' in node ? node.anchor : undefined
  if (anchor) anchors.set(anchor, made)
  return made
}

function make(node: YamlNode | null, span: Span, anchors: Map<string, Node>): Node {
  if (isSeq(node))
    return seq(
      node.items.map(item => convert(item as YamlNode, span.source, anchors)),
      span,
    )
  if (isMap(node)) {
    const entries = node.items.map((pair): Entry => {
      const keyNode = convert(pair.key as YamlNode, span.source, anchors) as ScalarNode
      const value = convert(pair.value as YamlNode | null, span.source, anchors)
      return { key: String(keyNode.value ?? keyNode.text), keyNode, value }
    })
    return map(merged(entries), span)
  }
  const { value = '', type = 'PLAIN' } = (node ?? {}) as { value?: unknown; type?: string }
  const styles = {
    QUOTE_SINGLE: 'single',
    QUOTE_DOUBLE: 'double',
    BLOCK_LITERAL: 'literal',
    BLOCK_FOLDED: 'folded',
  } as const
  return scalarNode(String(value ?? ''), styles[type as keyof typeof styles] ?? 'plain', span)
}

function merged(entries: readonly Entry[]): Entry[] {
  const out = new Map<string, Entry>()
  for (const entry of entries) {
    if (entry.key !== '<<' || entry.keyNode.style !== 'plain') out.set(entry.key, entry)
    else {
      const from = entry.value.kind === 'seq' ? entry.value.items : [entry.value]
      for (const item of from)
        for (const inner of (item as MapNode).entries ?? []) if (!out.has(inner.key)) out.set(inner.key, inner)
    }
  }
  return [...out.values()]
}
