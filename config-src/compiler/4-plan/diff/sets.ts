import type { Sets } from './difference.ts'

/** What is in one list and not in the other; how often and in which order does not count. */
export function compareSets(old: readonly string[], now: readonly string[]): Sets {
  return { added: missingIn(old, now), removed: missingIn(now, old) }
}

function missingIn(from: readonly string[], of: readonly string[]): readonly string[] {
  return [...new Set(of)].filter(item => !from.includes(item)).sort()
}

/** Whether nothing came and nothing went. */
export function isSame({ added, removed }: Sets): boolean {
  return added.length === 0 && removed.length === 0
}
