import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { graphOf } from '../../4-plan/graph.ts'
import { filtersOf } from '../../4-plan/reach.ts'
import { asksForTags, isGroupEnd, mayPassOnTags, speaksOfTags } from '../facts/tags.ts'
import type { Facts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'

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
  check: (facts, report) => {
    // The jobs of a matrix stand in one place.
    const told = new Set<number>()
    for (const workflow of facts.all().workflows) {
      const hasGap = (entry: ExpandedEntry) => hasTagGap(entry, workflow, facts)
      for (const entry of workflow.jobs) {
        const { start } = entry.call.span
        // What comes after a job with a gap has one only because of that.
        // Nobody wrote the filter of the end of a group.
        if (
          told.has(start) ||
          isGroupEnd(entry) ||
          !hasGap(entry) ||
          entry.requires.some(({ entry: required }) => hasGap(required))
        )
          continue
        const gap = missingTags(entry, { workflow, facts })
        if (!gap) continue
        told.add(start)
        report(findingOf(entry, gap, workflow))
      }
    }
  },
}

export default rule

function findingOf(entry: ExpandedEntry, gap: ExpandedEntry, workflow: ExpandedWorkflow): Finding {
  const filters = filtersOf(entry, workflow)
  const tags = filters?.kind === 'map' ? filters.tags : undefined
  const texts = tags?.only?.map(({ text }) => text) ?? []
  const list = texts.length > 1 ? `[${texts.join(', ')}]` : texts.join()
  const shown = texts.length > 0 ? ` ${texts.join(', ')}` : ''
  // A group waits for its start, which has the filters of the group.
  const name = gap.name.replace(/\/(group-start|lock)$/, '')
  const isDirect = entry.requires.some(({ entry: required }) => required === gap)
  const why = speaksOfTags(filtersOf(gap, workflow)) ? 'whose filter lets no tag pass' : 'which has no tag filter'
  return {
    span: tags?.span ?? filters?.span ?? entry.span,
    message: `"${entry.name}" runs on tags${shown} but ${isDirect ? 'requires' : 'waits through others for'} "${name}", ${why}: on a tag "${name}" is left out, and "${entry.name}" with it`,
    help: `give "${name}" a filter for the same tags${list ? `: filters: { tags: { only: ${list} } }` : ''}`,
    related: [{ message: `"${name}" runs on no tag`, span: gap.span }],
  }
}

/** Whether a job asks for tags, and no tag makes it run only because nothing that it requires runs on one. */
export function hasTagGap(entry: ExpandedEntry, workflow: ExpandedWorkflow, facts: Facts): boolean {
  if (entry.requires.length === 0 || !entry.filters || !asksForTags(entry, workflow, facts)) return false
  // A condition on branches keeps tags out of the whole workflow: then the filter is idle, but nothing is left out.
  const condition = workflow.source?.condition?.node.span
  const text = condition ? condition.source.text.slice(condition.start, condition.end) : ''
  if (text.includes('pipeline.git.branch') && !text.includes('pipeline.git.tag')) return false
  const tagless = facts.ask(taglessJobs)
  return entry.requires.every(({ entry: required }) => tagless.has(required))
}

interface Searched {
  readonly workflow: ExpandedWorkflow
  readonly facts: Facts
}

/** The jobs that no tag makes run: their filters let none pass, or all that they require runs on none. */
function taglessJobs(facts: Facts): ReadonlySet<ExpandedEntry> {
  const found = new Set<ExpandedEntry>()
  for (const workflow of facts.all().workflows) {
    if (!workflow.jobs.some(entry => speaksOfTags(filtersOf(entry, workflow)))) continue
    for (const entry of graphOf(workflow.jobs).order) {
      const waits = entry.requires.length > 0 && entry.requires.every(({ entry: required }) => found.has(required))
      if (waits || !mayPassOnTags(entry, workflow, facts)) found.add(entry)
    }
  }
  return found
}

/** The first job upstream that no tag passes. */
function missingTags(
  entry: ExpandedEntry,
  searched: Searched,
  seen: readonly ExpandedEntry[] = [],
): ExpandedEntry | undefined {
  if (seen.includes(entry)) return undefined
  for (const { entry: required } of entry.requires) {
    if (!mayPassOnTags(required, searched.workflow, searched.facts)) return required
    const further = missingTags(required, searched, [...seen, entry])
    if (further) return further
  }
  return undefined
}
