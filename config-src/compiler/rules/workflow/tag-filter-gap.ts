import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { filtersOf } from '../../4-plan/reach.ts'
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
  check: ({ all }, report) => {
    for (const workflow of all().workflows) {
      for (const entry of workflow.jobs) {
        const filters = hasTagGap(entry, workflow) ? filtersOf(entry, workflow) : undefined
        const gap = filters && missingTags(entry, workflow)
        if (!gap) continue
        const tags = filters.kind === 'map' ? filters.tags : undefined
        const shown = tags?.only?.map(({ text }) => text).join(', ')
        report({
          span: tags?.span ?? filters.span,
          message: `"${entry.name}" runs on tags${shown ? ` ${shown}` : ''} but requires "${gap.name}", which has no tag filter: on a tag "${gap.name}" is left out, and "${entry.name}" with it`,
          help: `give "${gap.name}" a filter for the same tags${shown ? `: filters: { tags: { only: ${shown} } }` : ''}`,
          related: [{ message: `"${gap.name}" runs on no tag`, span: gap.span }],
        })
      }
    }
  },
}

export default rule

/** Whether a job asks for tags, and no tag makes it run only because nothing that it requires runs on one. */
export function hasTagGap(entry: ExpandedEntry, workflow: ExpandedWorkflow): boolean {
  if (entry.requires.length === 0 || !entry.filters || !asksForTags(filtersOf(entry, workflow))) return false
  // A condition on branches keeps tags out of the whole workflow: then the filter is idle, but nothing is left out.
  const condition = workflow.source?.condition?.node.span
  const text = condition ? condition.source.text.slice(condition.start, condition.end) : ''
  if (text.includes('pipeline.git.branch') && !text.includes('pipeline.git.tag')) return false
  return entry.requires.every(({ entry: required }) => isTagless(required, workflow, [entry]))
}

/** Whether no tag makes a job run: it says nothing of tags, or all that it requires runs on none. */
function isTagless(entry: ExpandedEntry, workflow: ExpandedWorkflow, seen: readonly ExpandedEntry[]): boolean {
  if (!asksForTags(filtersOf(entry, workflow))) return true
  if (entry.requires.length === 0 || seen.includes(entry)) return false
  return entry.requires.every(({ entry: required }) => isTagless(required, workflow, [...seen, entry]))
}

/** The first job upstream that says nothing of tags. */
function missingTags(
  entry: ExpandedEntry,
  workflow: ExpandedWorkflow,
  seen: readonly ExpandedEntry[] = [],
): ExpandedEntry | undefined {
  if (seen.includes(entry)) return undefined
  for (const { entry: required } of entry.requires) {
    if (!asksForTags(filtersOf(required, workflow))) return required
    const further = missingTags(required, workflow, [...seen, entry])
    if (further) return further
  }
  return undefined
}
