import { quote } from '../../2-resolve/match.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { flowsOf, isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workspace/never-attached',
  severity: 'info',
  level: 'default',
  title: 'A workspace that nobody reads',
  what:
    'A `persist_to_workspace` after which no job with `attach_workspace` runs, in any workflow that runs its job. Where one ' +
    'of the later jobs has steps that are not known, nothing is said.',
  why: 'Writing a workspace takes time and storage.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make
      - persist_to_workspace: { root: ., paths: [out] }
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make
      - persist_to_workspace: { root: ., paths: [out] }
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - attach_workspace: { at: . }
      - run: make upload
workflows:
  main:
    jobs:
      - build
      - publish: { requires: [build] }
`,
  check: (facts, report) => {
    if (isConditional(facts, 'attach_workspace')) return
    const written = new Map<number, { readonly span: Span; readonly job: JobUse; isRead: boolean }>()
    for (const { jobs, before } of facts.ask(flowsOf)) {
      const readers = jobs.filter(job => isUnknown(job) || stepsNamed(job, 'attach_workspace').length > 0)
      const read = new Set(readers.flatMap(job => [...before(job)]))
      for (const job of jobs) {
        for (const { node } of stepsNamed(job, 'persist_to_workspace')) {
          const known = written.get(node.span.start)
          const isRead = read.has(job) || known?.isRead === true
          written.set(node.span.start, { span: node.span, job: known?.job ?? job, isRead })
        }
      }
    }
    for (const { span, job, isRead } of written.values()) {
      if (isRead) continue
      report({
        span,
        message: `nobody attaches the workspace that job ${quote(job.entry.name)} persists`,
        help: 'remove the step, or let a job that requires this one attach it',
      })
    }
  },
}

export default rule
