import type { ScalarStyle } from './node.ts'

/** What the scanner finds; `failed` is all that follows a fault in the syntax. */
export type TokenKind =
  | 'alias'
  | 'anchor'
  | 'block-end'
  | 'block-entry'
  | 'block-mapping-start'
  | 'block-sequence-start'
  | 'directive'
  | 'document-end'
  | 'document-start'
  | 'failed'
  | 'flow-entry'
  | 'flow-mapping-end'
  | 'flow-mapping-start'
  | 'flow-sequence-end'
  | 'flow-sequence-start'
  | 'key'
  | 'scalar'
  | 'stream-end'
  | 'tag'
  | 'value'

/** A token and its place; `text` is the content of a scalar, the name of an anchor or an alias, the source of a tag. */
export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  readonly text: string
  readonly style: ScalarStyle
}
