import type { ExpandedEntry } from '../3-expand/expanded.ts'

/** The names of the contexts that a job sees (S18.7). */
export function contextsOf({ context }: ExpandedEntry): readonly string[] {
  const nodes = context?.kind === 'seq' ? context.items : context ? [context] : []
  return nodes.flatMap(node => (node.kind === 'scalar' && node.text !== '' && node.type !== 'null' ? [node.text] : []))
}
