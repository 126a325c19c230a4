import type { MapNode } from '../1-parse/node.ts'
import type { Span } from '../diagnostics/diagnostic.ts'

/** A config as the server prints it: `lines[i]` is where the value on output line `i + 1` came from. */
export interface Rendered {
  readonly text: string
  readonly lines: readonly (Span | undefined)[]
}

/** Prints a tree as the server does (FACTS 2); `foldAt: 80` folds long lines as it did until 2019. */
export function render(_root: MapNode, _options: { readonly foldAt?: 80 } = {}): Rendered {
  return { text: '', lines: [] }
}

/** The echo of the source that follows the config: each line behind `# `, escaped, the last without a newline (FACTS 9). */
export function trailer(_inputText: string): string {
  return ''
}
