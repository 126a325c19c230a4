import type { Filters } from '../../3-expand/filter/read.ts'

/** Whether filters say anything of tags, so that a job may run on one. */
export function asksForTags(filters: Filters | undefined): boolean {
  if (!filters) return false
  if (filters.kind === 'expression') return filters.scalar.text.includes('pipeline.git.tag')
  const { tags } = filters
  return (
    tags !== undefined && (tags.only?.length !== 0 || tags.ignore !== undefined) && Boolean(tags.only ?? tags.ignore)
  )
}
