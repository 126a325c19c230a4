import { get, getEntry } from '../../1-parse/build.ts'
import type { Entry } from '../../1-parse/node.ts'
import { type Matcher, readFilters, type Section } from '../../3-expand/filter/read.ts'
import type { Facts } from '../facts.ts'

/** Filters of an entry as they are written. */
export interface WrittenFilters {
  /** What they are for: `job "build"`. */
  readonly what: string
  readonly entry: Entry
  readonly branches: Section | undefined
  readonly tags: Section | undefined
}

/** Filters that are maps, as they are written in workflows, groups and triggers; those with templates are left out. */
export function mapFiltersOf({ config, profile, expanded }: Facts): readonly WrittenFilters[] {
  const found: WrittenFilters[] = []
  const seen = new Set<unknown>()
  // The expansion has read nearly all of them.
  const known = expanded.workflows[0]?.scope.filters
  const read = (entry: Entry | undefined, what: string) => {
    if (entry?.value.kind !== 'map' || entry.value.templated || seen.has(entry.value)) return
    seen.add(entry.value)
    const scope = { profile, ...(known ? { filters: known } : {}), find: () => ({ node: entry.value }) }
    const filters = readFilters(entry.value, scope, () => {})
    if (filters?.kind === 'map') found.push({ what, entry, branches: filters.branches, tags: filters.tags })
  }
  for (const { entries } of [...config.workflows, ...config.groups.values()]) {
    for (const { job, settings } of entries)
      read(
        settings.find(({ key }) => key === 'filters'),
        `job "${job}"`,
      )
  }
  for (const { name, node } of config.workflows) {
    const triggers = get(node, 'triggers')
    for (const item of triggers?.kind === 'seq' ? triggers.items : [])
      read(getEntry(get(item, 'schedule'), 'filters'), `the schedule of workflow "${name}"`)
  }
  return found
}

/** Every name and pattern in filters. */
export function matchersOf(filters: WrittenFilters): readonly Matcher[] {
  return [filters.branches, filters.tags].flatMap(section => [...(section?.only ?? []), ...(section?.ignore ?? [])])
}
