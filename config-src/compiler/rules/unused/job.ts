import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { entriesOf, runsSomething } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'unused/job',
  severity: 'warning',
  level: 'default',
  title: 'A job that nothing runs',
  what: 'A job that no workflow names, or only a job group that no workflow names. Files without workflows are left alone.',
  why: 'Nobody sees whether it still works, and CircleCI checks no more than its shape (S1.9).',
  source: 'S24 L1',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
  deploy:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ config, document }, report) => {
    if (!runsSomething(config)) return
    const inWorkflows = new Set(config.workflows.flatMap(({ entries }) => entries.map(({ job }) => job)))
    if (config.implicit) inWorkflows.add('build')
    const used = new Set(inWorkflows)
    for (const { name, entries } of config.groups.values())
      if (inWorkflows.has(name)) for (const { job } of entries) used.add(job)
    const written = entriesOf(config)
    for (const element of config.library.jobs.values()) {
      if (element.is === 'broken' || used.has(element.name)) continue
      const inGroup = written.find(({ job }) => job === element.name)
      report({
        span: element.nameSpan,
        message: inGroup
          ? `job ${quote(element.name)} never runs: it is only in a job group that no workflow runs`
          : `job ${quote(element.name)} never runs: no workflow names it`,
        help: 'remove it, or add it to "jobs" of a workflow',
        ...(inGroup
          ? { related: [{ message: 'the group names it here', span: inGroup.jobSpan }] }
          : removeDefinition(document, 'jobs', element.name)),
      })
    }
  },
}

export default rule
