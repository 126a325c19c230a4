import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { runsSomething } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'unused/job-group',
  severity: 'warning',
  level: 'default',
  title: 'A job group that no workflow runs',
  what: 'A group under `job-groups` that is in no workflow.',
  why: 'Its jobs look as if they ran.',
  source: 'S24 L1',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
job-groups:
  checks:
    jobs: [build]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
job-groups:
  checks:
    jobs: [build]
workflows:
  main:
    jobs: [checks]
`,
  check: ({ config, document }, report) => {
    if (!runsSomething(config)) return
    const used = new Set(config.workflows.flatMap(({ entries }) => entries.map(({ job }) => job)))
    for (const { name, nameSpan } of config.groups.values()) {
      if (used.has(name)) continue
      report({
        span: nameSpan,
        message: `job group ${quote(name)} never runs: no workflow names it`,
        help: 'remove it, or add it to "jobs" of a workflow',
        ...removeDefinition(document, 'job-groups', name),
      })
    }
  },
}

export default rule
