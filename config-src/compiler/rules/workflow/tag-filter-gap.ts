import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import type { JobReach } from '../../4-plan/reach.ts'
import { asksForTags } from '../facts/tags.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/tag-filter-gap',
  severity: 'warning',
  level: 'default',
  title: 'A job for tags that waits for a job without tags',
  what: 'A job has a filter for tags, but what it requires, directly or through others, has none.',
  why:
    'A job runs on tags only if its own filter says so. On a tag the required job is left out, and a job is left out when ' +
    'all that it requires is: the release never happens. It is the most common mistake in workflows.',
  source: 'S17.9, S16.9',
  bad: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  announce: *job
workflows:
  main:
    jobs:
      - build
      - announce:
          requires: [build]
          filters:
            tags: { only: /^v.*/ }
            branches: { ignore: /.*/ }
`,
  good: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  announce: *job
workflows:
  main:
    jobs:
      - build:
          filters:
            tags: { only: /^v.*/ }
      - announce:
          requires: [build]
          filters:
            tags: { only: /^v.*/ }
            branches: { ignore: /.*/ }
`,
  check: ({ reach, config }, report) => {
    if (!config.workflows.some(({ entries }) => entries.some(({ settings }) => settings.some(isFilters)))) return
    const { jobs, languages } = reach()
    const byEntry = new Map(jobs.map(job => [job.entry, job]))
    for (const job of jobs) {
      const { entry, filters } = job
      const gap = hasTagGap(job, byEntry, languages.none) ? missingTags(entry, byEntry) : undefined
      if (!gap || !filters) continue
      const tags = filters.kind === 'map' ? filters.tags : undefined
      const shown = tags?.only?.map(({ text }) => text).join(', ')
      report({
        span: tags?.span ?? filters.span,
        message: `"${entry.name}" runs on tags${shown ? ` ${shown}` : ''} but requires "${gap.name}", which has no tag filter: on a tag "${gap.name}" is left out, and "${entry.name}" with it`,
        help: `give "${gap.name}" a filter for the same tags${shown ? `: filters: { tags: { only: ${shown} } }` : ''}`,
        related: [{ message: `"${gap.name}" runs on no tag`, span: gap.span }],
      })
    }
  },
}

export default rule

function isFilters({ key }: { readonly key: string }): boolean {
  return key === 'filters'
}

/** Whether a job asks for tags, and no tag makes it run only because what it requires has none. */
export function hasTagGap(
  { entry, filters, tag, workflow }: JobReach,
  byEntry: ReadonlyMap<ExpandedEntry, JobReach>,
  none: unknown,
): boolean {
  if (!asksForTags(filters) || tag.some.may !== none || entry.requires.length === 0) return false
  // A condition on branches keeps tags out of the whole workflow: then the filter is idle, but nothing is left out.
  const condition = workflow.source?.condition?.node.span
  const text = condition ? condition.source.text.slice(condition.start, condition.end) : ''
  if (text.includes('pipeline.git.branch') && !text.includes('pipeline.git.tag')) return false
  return entry.requires.every(({ entry: required }) => byEntry.get(required)?.tag.some.may === none)
}

/** The first job upstream that says nothing of tags. */
function missingTags(
  entry: ExpandedEntry,
  byEntry: ReadonlyMap<ExpandedEntry, JobReach>,
  seen: readonly ExpandedEntry[] = [],
): ExpandedEntry | undefined {
  if (seen.includes(entry)) return undefined
  for (const { entry: required } of entry.requires) {
    if (!asksForTags(byEntry.get(required)?.filters)) return required
    const further = missingTags(required, byEntry, [...seen, entry])
    if (further) return further
  }
  return undefined
}
