import type { Node } from '../1-parse/node.ts'

/** Something whose name may have to be numbered. */
export interface Named {
  readonly wanted: string
  name: string
}

/** Numbers what has the same name within one workflow, the first one too; names that are taken are passed over (S15.3, S15.5). */
export function numberWithin(items: readonly Named[]): void {
  const groups = groupBy(items, item => item.wanted)
  const taken = new Set(groups.keys())
  for (const [name, group] of groups) {
    if (group.length < 2) continue
    let number = 0
    for (const item of group) {
      item.name = nextFree(name, taken, () => ++number)
      taken.add(item.name)
    }
  }
}

function nextFree(name: string, taken: ReadonlySet<string>, next: () => number): string {
  for (;;) {
    const candidate = `${name}-${next()}`
    if (!taken.has(candidate)) return candidate
  }
}

/** Something with a name and a body, in any workflow. */
export interface Bodied {
  name: string
  readonly body: Node | undefined
}

/**
 * Numbers jobs of one name in several workflows whose bodies differ, over the whole file in order of appearance; those with
 * equal bodies stay one job (S15.4).
 */
export function numberAcross(items: readonly Bodied[]): void {
  const groups = groupBy(items, item => item.name)
  const taken = new Set(groups.keys())
  for (const [name, group] of groups) {
    const kinds = distinct(group)
    if (kinds.length < 2) continue
    let number = 0
    for (const kind of kinds) {
      const fresh = nextFree(name, taken, () => ++number)
      taken.add(fresh)
      for (const item of kind) item.name = fresh
    }
  }
}

function distinct(group: readonly Bodied[]): Bodied[][] {
  const bodies = new Set(group.map(({ body }) => body))
  if (bodies.size < 2) return [[...group]]
  const texts = new Map([...bodies].map(body => [body, textOf(body)]))
  return [...groupBy(group, ({ body }) => texts.get(body) ?? '').values()]
}

/** A text that is the same for values that print alike. */
function textOf(node: Node | undefined): string {
  if (!node) return ''
  if (node.kind === 'scalar') return `${node.type} ${JSON.stringify(String(node.value))}`
  if (node.kind === 'seq') return `[${node.items.map(textOf).join()}]`
  return `{${node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${textOf(value)}`).join()}}`
}

/** Whether two values print alike: same types, same values, same order of keys. */
export function equal(left: Node | undefined, right: Node | undefined): boolean {
  if (left === right) return true
  if (!left || !right) return false
  if (left.kind === 'scalar')
    return right.kind === 'scalar' && left.type === right.type && Object.is(left.value, right.value)
  if (left.kind === 'seq') {
    return (
      right.kind === 'seq' &&
      left.items.length === right.items.length &&
      left.items.every((item, i) => equal(item, right.items[i]))
    )
  }
  if (right.kind !== 'map' || left.entries.length !== right.entries.length) return false
  return left.entries.every(
    (entry, i) => entry.key === right.entries[i]?.key && equal(entry.value, right.entries[i]?.value),
  )
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}
