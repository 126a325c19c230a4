import { getEntry } from '../1-parse/build.ts'
import type { Entry, MapNode } from '../1-parse/node.ts'
import { complain } from '../diagnostics/complain.ts'
import type { Report, RuleId } from '../diagnostics/diagnostic.ts'

/** Two keys of one map that need or exclude each other. */
export interface Pair {
  readonly key: string
  /** The rule holds only where the key has this value. */
  readonly being?: string
  readonly needs?: string
  /** What the needed key must be. */
  readonly as?: string
  readonly excludes?: string
  readonly rule: RuleId
  readonly message: string
  readonly help?: string
}

/** Reports the keys of a map that stand without what they need, or beside what they exclude. */
export function checkPairs(node: MapNode, pairs: readonly Pair[], report: Report): void {
  for (const pair of pairs) {
    const own = getEntry(node, pair.key)
    if (!own || (pair.being !== undefined && !is(own, pair.being))) continue
    const other = getEntry(node, pair.needs ?? pair.excludes ?? '')
    const fits = pair.excludes === undefined ? other && (pair.as === undefined || is(other, pair.as)) : !other
    if (fits || (other && pair.as !== undefined && other.value.templated)) continue
    const related = other ? [{ message: `"${other.key}" stands here`, span: other.keyNode.span }] : []
    const { rule, message, help } = pair
    report(complain('error', rule, { span: own.keyNode.span, message, related, ...(help ? { help } : {}) }))
  }
}

function is({ value }: Entry, text: string): boolean {
  return value.kind === 'scalar' && !value.templated && value.text === text
}
