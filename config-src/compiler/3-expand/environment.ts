import { map } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import type { Span } from '../diagnostics/diagnostic.ts'

/**
 * The environment of a job in the server's form: a list of maps with one key each (FACTS 6.2), the executor's entries first,
 * then the job's (FACTS 6.3).
 */
export function mergeEnvironment(executor: Node | undefined, job: Node | undefined, span: Span): Node {
  if (!executor && job?.kind === 'scalar') return job
  const items = [...itemsOf(executor), ...itemsOf(job)]
  return { kind: 'seq', items, span, templated: false }
}

function itemsOf(node: Node | undefined): readonly Node[] {
  if (node?.kind === 'seq') return node.items
  if (node?.kind === 'map') return node.entries.map(entry => map([entry], entry.keyNode.span))
  return node === undefined || node.type === 'null' ? [] : [node]
}
