import type { Span } from '../diagnostics/diagnostic.ts'
import type { Entry, MapNode, Node, ScalarNode, SeqNode } from './node.ts'

/** Builds a scalar that stands in no file, as a plain value of its JavaScript type; `span` is the place it came from. */
export function scalar(value: string | number | bigint | boolean | null, span: Span): ScalarNode {
  const text = String(value)
  const templated = typeof value === 'string' && value.includes('<<')
  const base = { kind: 'scalar', text, style: 'plain', span, templated } as const
  if (value === null) return { ...base, type: 'null', value }
  if (typeof value === 'string') return { ...base, type: 'string', value }
  if (typeof value === 'boolean') return { ...base, type: 'bool', value }
  if (typeof value === 'bigint' || Number.isInteger(value)) return { ...base, type: 'int', value }
  return { ...base, type: 'float', value }
}

/** Builds a list. */
export function seq(items: readonly Node[], span: Span): SeqNode {
  return { kind: 'seq', items, span, templated: items.some(item => item.templated) }
}

/** Builds a map from entries in their order. */
export function map(entries: readonly Entry[], span: Span): MapNode {
  const templated = entries.some(entry => entry.keyNode.templated || entry.value.templated)
  return { kind: 'map', entries, span, templated }
}

/** Builds an entry whose key stands in no file; its key stands where `span` says, by default where the value stands. */
export function entry(key: string, value: Node, span: Span = value.span): Entry {
  return { key, keyNode: scalar(key, span), value }
}

/** An entry with another value. */
export function withValue({ key, keyNode }: Entry, value: Node): Entry {
  return { key, keyNode, value }
}

/** The value of a key, or undefined where the node is no map or has no such key. */
export function get(node: Node | undefined, key: string): Node | undefined {
  return getEntry(node, key)?.value
}

/** The entry of a key, for who needs the place of the key too. */
export function getEntry(node: Node | undefined, key: string): Entry | undefined {
  if (node?.kind !== 'map') return undefined
  for (const candidate of node.entries) if (candidate.key === key) return candidate
  return undefined
}
