import type { Node } from '../../config-src/compiler/1-parse/node.ts'

/** A value on one line, in YAML's flow style with every string in quotes. */
export function flow(node: Node): string {
  if (node.kind === 'seq') return `[${node.items.map(flow).join(', ')}]`
  if (node.kind === 'map') return `{${node.entries.map(({ key, value }) => `${key}: ${flow(value)}`).join(', ')}}`
  if ('unknown' in node) return 'unknown'
  return node.type === 'string' ? JSON.stringify(node.value) : node.type === 'null' ? 'null' : node.text
}
