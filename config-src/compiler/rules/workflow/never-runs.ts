import type { JobReach } from '../../4-plan/reach.ts'
import type { Related } from '../../diagnostics/diagnostic.ts'
import { mayHoldIdleJob } from '../facts/samples.ts'
import { asksForTags } from '../facts/tags.ts'
import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { hasTagGap } from './tag-filter-gap.ts'

const rule: Rule = {
  id: 'workflow/never-runs',
  severity: 'warning',
  level: 'default',
  title: 'A job that nothing can start',
  what:
    'No branch, no tag and no value of a parameter makes the job run: its filters, the condition of its workflow, and the ' +
    'filters of what it requires contradict each other. Workflows that are switched off with `when: false` are left alone.',
  why: 'It looks as if the job were there. CircleCI leaves it out without a word.',
  source: 'S16.9, S17.4, S23',
  bad: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build: { filters: { branches: { only: develop } } }
      - report: { requires: [build], filters: { branches: { only: main } } }
`,
  good: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build: { filters: { branches: { only: [develop, main] } } }
      - report: { requires: [build], filters: { branches: { only: main } } }
`,
  check: (facts, report) => {
    for (const workflow of facts.all().workflows.filter(mayHoldIdleJob)) {
      const byEntry = facts.reach(workflow)
      for (const job of byEntry.values()) {
        const { entry } = job
        if (canRun(job, facts) || isSwitchedOff(job) || hasTagGap(entry, workflow)) continue
        // What comes after a job that never runs does not run either: the first one is told.
        const isBlocked = entry.requires.some(({ entry: required }) => {
          const before = byEntry.get(required)
          return before !== undefined && !canRun(before, facts)
        })
        if (!isBlocked) report({ span: entry.call.span, ...reasonFor(job, byEntry) })
      }
    }
  },
}

export default rule

function canRun({ branch, tag }: JobReach, { languages }: Facts): boolean {
  return [branch, tag].some(({ some }) => some.may !== languages().none)
}

/** Whether a workflow is switched off on purpose: its condition is a constant. */
function isSwitchedOff({ workflow }: JobReach): boolean {
  const condition = workflow.source?.condition
  if (!condition) return false
  const { source, start, end } = condition.node.span
  return !/pipeline\./.test(source.text.slice(start, end))
}

function reasonFor(
  { entry, filters, workflow }: JobReach,
  byEntry: ReadonlyMap<unknown, JobReach>,
): { message: string; help?: string; related: readonly Related[] } {
  const condition = workflow.source?.condition
  const related: Related[] = []
  if (filters) related.push({ message: `the filters of "${entry.name}"`, span: filters.span })
  for (const { entry: required } of entry.requires) {
    const before = byEntry.get(required)
    if (before?.filters) related.push({ message: `the filters of "${required.name}"`, span: before.filters.span })
  }
  if (condition) related.push({ message: `the condition of workflow "${workflow.name}"`, span: condition.span })
  const text = condition
    ? condition.node.span.source.text.slice(condition.node.span.start, condition.node.span.end)
    : ''
  if (text.includes('pipeline.git.tag') && !asksForTags(filters)) {
    const message = `no branch and no tag makes "${entry.name}" run: its workflow runs on tags, and a job without a filter for tags runs on none`
    return { message, help: 'add filters: pipeline.git.tag', related }
  }
  return { message: `no branch, no tag and no value of a parameter makes "${entry.name}" run`, related }
}
