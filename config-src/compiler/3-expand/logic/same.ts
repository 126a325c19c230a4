import type { Node } from '../../1-parse/node.ts'

/** Deep equality of values: typed, so `1` is not `"1"`; the order of keys does not count (S6.4, S6.5). */
export function same(left: Node, right: Node): boolean {
  if (left === right) return true
  if (left.kind === 'scalar' && right.kind === 'scalar') return left.type === right.type && left.value === right.value
  if (left.kind === 'seq' && right.kind === 'seq') {
    return (
      left.items.length === right.items.length && left.items.every((item, index) => sameAt(item, right.items[index]))
    )
  }
  if (left.kind !== 'map' || right.kind !== 'map') return false
  const others = new Map(right.entries.map(({ key, value }) => [key, value]))
  return left.entries.length === others.size && left.entries.every(({ key, value }) => sameAt(value, others.get(key)))
}

function sameAt(left: Node, right: Node | undefined): boolean {
  return right !== undefined && same(left, right)
}
