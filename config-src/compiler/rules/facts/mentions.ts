import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import type { Config } from '../../2-resolve/config.ts'
import { references } from '../../3-expand/template/parse.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'

/** A name in a template: `pipeline.git.branch`, `parameters.x`, `matrix.y`. */
export interface Mention {
  readonly name: string
  /** The value whose text holds it. */
  readonly scalar: ScalarNode
  /** Where the name stands. */
  readonly span: Span
}

/** The names that the templates in a node mention, in their order. */
export function mentionsIn(node: Node): readonly Mention[] {
  const found: Mention[] = []
  walkScalars(node, scalar => {
    if (!scalar.templated) return
    for (const { name, start, end } of references(scalar.text)) {
      found.push({ name, scalar, span: within(scalar, start, end) })
    }
  })
  return found
}

/** The sections of a config that CircleCI reads (S1.1); all others only hold anchors. */
export const sections: ReadonlySet<string> = new Set([
  'parameters',
  'orbs',
  'executors',
  'commands',
  'jobs',
  'job-groups',
  'workflows',
])

/** Every scalar in the sections that CircleCI reads, keys first, each once. */
export function scalarsOf({ config }: { readonly config: Config }): readonly ScalarNode[] {
  const found: ScalarNode[] = []
  const seen = new Set<Node>()
  const { root } = config.document
  for (const { key, value } of root.kind === 'map' ? root.entries : [])
    if (sections.has(key)) walkScalars(value, scalar => found.push(scalar), seen)
  return found
}

/** Calls `visit` for every scalar in a node, keys first; what an alias repeats is visited once. */
export function walkScalars(node: Node, visit: (scalar: ScalarNode) => void, seen: Set<Node> = new Set()): void {
  if (seen.has(node)) return
  seen.add(node)
  if (node.kind === 'scalar') visit(node)
  else if (node.kind === 'seq') for (const item of node.items) walkScalars(item, visit, seen)
  else {
    for (const { keyNode, value } of node.entries) {
      walkScalars(keyNode, visit, seen)
      walkScalars(value, visit, seen)
    }
  }
}
