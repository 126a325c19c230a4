import type { Span } from '../diagnostics/diagnostic.ts'

/** A YAML value that knows its place. Anchors, aliases and merge keys are already resolved (S2.3, S2.6). */
export type Node = ScalarNode | SeqNode | MapNode

/** How a scalar was written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded'

interface NodeBase {
  readonly span: Span
  /** Whether a string inside holds `<<` or `\<<`: what has none needs no substitution. */
  readonly templated: boolean
}

/** A scalar after YAML 1.1 resolution (S2.2); `text` is its content before the type was found (`010` of the int 8). */
export type ScalarNode = NodeBase & { readonly kind: 'scalar'; readonly text: string; readonly style: ScalarStyle } & (
    | { readonly type: 'string'; readonly value: string }
    | { readonly type: 'int'; readonly value: number | bigint }
    | { readonly type: 'float'; readonly value: number }
    | { readonly type: 'bool'; readonly value: boolean }
    | { readonly type: 'null'; readonly value: null }
  )

/** A list. */
export interface SeqNode extends NodeBase {
  readonly kind: 'seq'
  readonly items: readonly Node[]
}

/** A map in SnakeYAML's order: merged keys where `<<` stands; of a repeated key only the last one is there (S2.3, S2.7). */
export interface MapNode extends NodeBase {
  readonly kind: 'map'
  readonly entries: readonly Entry[]
}

/** One key and its value; `key` is the key as text (S2.10), `keyNode` the key as it stands in the file. */
export interface Entry {
  readonly key: string
  readonly keyNode: ScalarNode
  readonly value: Node
}
