import type { ExpandedEntry } from '../3-expand/expanded.ts'
import { passes, type Ref } from '../3-expand/filter/passes.ts'
import { readFilters } from '../3-expand/filter/read.ts'
import type { Value } from '../3-expand/run.ts'
import type { Scope } from '../3-expand/scope.ts'

/**
 * Which entries the server prints for these pipeline values: with a branch set, those whose own filter lets it pass
 * (FACTS 8.11); where neither branch nor tag is set, all.
 */
export function keepFor(values: Readonly<Record<string, Value>>): (entry: ExpandedEntry, scope: Scope) => boolean {
  const branch = values['pipeline.git.branch']
  const tag = values['pipeline.git.tag']
  const ref: Ref | undefined = typeof branch === 'string' ? { branch } : typeof tag === 'string' ? { tag } : undefined
  if (!ref) return () => true
  return ({ filters }, scope) => {
    const site = { scope, report: () => {} }
    return passes(filters && readFilters(filters, scope, site.report), ref, site)
  }
}
