import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { walkExpression } from '../../3-expand/expression/parse.ts'
import type { Filters } from '../../3-expand/filter/read.ts'
import { assumedValues } from '../../4-plan/assumed.ts'
import { filterNames } from '../../4-plan/condition/filter.ts'
import { filtersOf } from '../../4-plan/reach.ts'
import type { Facts } from '../facts.ts'

/** Whether the filters of a job speak of tags, and let one pass. */
export function asksForTags(entry: ExpandedEntry, workflow: ExpandedWorkflow, facts: Facts): boolean {
  return speaksOfTags(filtersOf(entry, workflow)) && mayPassOnTags(entry, workflow, facts)
}

/** Whether the filters of a job let some tag pass, whatever it requires; without filters none does (S17.4). */
export function mayPassOnTags(
  entry: ExpandedEntry,
  workflow: ExpandedWorkflow,
  { languages, profile }: Pick<Facts, 'languages' | 'profile'>,
): boolean {
  // What a template puts there may be anything.
  if (assumedValues(entry, () => false).length > 0) return true
  const filters = filtersOf(entry, workflow)
  if (filters === undefined || (filters.kind === 'map' && !filters.tags)) return false
  // A pattern that stands there matches something: to prove it costs more than it is worth here.
  if (filters.kind === 'map' && filters.tags?.only?.some(({ kind }) => kind === 'pattern')) return true
  const names = filterNames(filters, 'tag', {
    languages: languages(),
    profile,
    look: name => {
      if (name === 'pipeline.git.tag') return { is: 'ref' }
      return name === 'pipeline.git.branch' ? undefined : { is: 'anything', reason: name }
    },
  })
  return names.may !== languages().none
}

/** Whether an entry is the end of a job group, or what gives its lock back: jobs that nobody wrote (S18.26). */
export function isGroupEnd({ name, type, job }: ExpandedEntry): boolean {
  return (type === 'no-op' || type === 'unlock') && !job?.definition && !name.endsWith('/group-start')
}

/** Whether filters say anything of tags. */
export function speaksOfTags(filters: Filters | undefined): boolean {
  if (filters?.kind !== 'expression') return filters?.tags !== undefined
  let found = false
  if (filters.expr)
    walkExpression(filters.expr, part => {
      if (part.kind === 'name' && part.name === 'pipeline.git.tag') found = true
    })
  return found
}
