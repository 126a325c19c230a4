import type { Report } from '../../diagnostics/diagnostic.ts'
import { checkPatterns, evaluate, isTruthy, siteOf } from '../expression/evaluate.ts'
import type { Scope } from '../scope.ts'
import type { Filters, Matcher, Section } from './read.ts'

/** What a pipeline was started for: exactly one branch or one tag (S17.4). */
export type Ref = { readonly branch: string; readonly tag?: never } | { readonly tag: string; readonly branch?: never }

/** Whether filters let a job run; without filters it runs on every branch and on no tag (S17.4, S17.11). */
export function passes(
  filters: Filters | undefined,
  ref: Ref,
  site: { readonly scope: Scope; readonly report: Report },
): boolean {
  if (filters === undefined) return ref.branch !== undefined
  if (filters.kind === 'expression') {
    const at = siteOf(filters.scalar, site.scope, site.report)
    if (filters.expr === undefined) return false
    checkPatterns(filters.expr, at)
    return isTruthy(evaluate(filters.expr, at))
  }
  // The other section is irrelevant (S17.5).
  if (ref.branch !== undefined)
    return filters.branches === undefined || sectionPasses(filters.branches, ref.branch, true)
  return filters.tags !== undefined && sectionPasses(filters.tags, ref.tag, false)
}

/** Where `only` is given it decides, and `ignore` is unused (S17.6). */
function sectionPasses({ only, ignore }: Section, name: string, otherwise: boolean): boolean {
  const matches = (matcher: Matcher): boolean => matcher.matches(name)
  if (only) return only.some(matches)
  return ignore ? !ignore.some(matches) : otherwise
}
