import type { ScalarNode } from '../../1-parse/node.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'

/** A value that nobody knows, because what it is made of was complained about already: it fits everywhere. */
export function unknownAt(span: Span): ScalarNode {
  const base = { kind: 'scalar', type: 'null', value: null, text: '', style: 'double', span, templated: false } as const
  const unknown: ScalarNode & { readonly unknown: true } = { ...base, unknown: true }
  return unknown
}
