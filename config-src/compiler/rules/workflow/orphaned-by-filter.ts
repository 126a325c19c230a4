import { get } from '../../1-parse/build.ts'
import type { ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { deploysOf } from '../facts/deploys.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/orphaned-by-filter',
  severity: 'info',
  level: 'pedantic',
  title: 'A deployment that leans on the filter of another job',
  what:
    'A job that deploys has no filter of its own. It runs on few branches only because all that it requires is filtered. ' +
    'What counts as such a job is said by `deploy-jobs` in `circlec.yml`.',
  why: 'Whoever changes the filter of the first job, or adds a second requirement, changes which branches deploy, unawares.',
  source: 'S16.9',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  release:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [{ run: ./release.sh --rollback-on-failure }]
workflows:
  main:
    jobs:
      - build: { filters: pipeline.git.branch == "main" }
      - approve: { type: approval, requires: [build], filters: pipeline.git.branch == "main" }
      - release: { requires: [approve], serial-group: release }
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  release:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [{ run: ./release.sh --rollback-on-failure }]
workflows:
  main:
    jobs:
      - build: { filters: pipeline.git.branch == "main" }
      - approve: { type: approval, requires: [build], filters: pipeline.git.branch == "main" }
      - release: { requires: [approve], serial-group: release, filters: pipeline.git.branch == "main" }
`,
  check: ({ reach, languages, ask }, report) => {
    const deploys = [...ask(deploysOf)].filter(({ entry }) => entry.requires.length > 0 && !entry.filters)
    for (const { entry, workflow } of deploys) {
      const byEntry = reach(workflow)
      const before = entry.requires.find(({ entry: required }) => byEntry.get(required)?.filters)?.entry
      const names = byEntry.get(entry)?.branch.some.may
      // Where the workflow itself asks for branches, or starts by a schedule, nothing leans on the filter.
      if (!names || names === languages().all || choosesBranches(workflow)) continue
      report({
        span: entry.call.span,
        message: `"${entry.name}" has no filter of its own: only those of what it requires keep it from other branches`,
        help: 'give it the same filter',
        related: before?.filters ? [{ message: `the filter of "${before.name}"`, span: before.filters.span }] : [],
      })
    }
  },
}

export default rule

/** Whether a workflow says itself for which branches it runs: in its condition, or in its schedule. */
function choosesBranches({ source }: ExpandedWorkflow): boolean {
  if (!source) return false
  const { source: file, start, end } = source.condition?.node.span ?? { source: { text: '' }, start: 0, end: 0 }
  return get(source.node, 'triggers') !== undefined || file.text.slice(start, end).includes('pipeline.git.')
}
