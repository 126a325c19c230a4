import { get } from '../../1-parse/build.ts'
import type { Alias, Definition } from '../../2-resolve/config.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/approval-named-like-job',
  severity: 'warning',
  level: 'default',
  title: 'An approval that hides a job',
  what: 'An entry of a workflow has `type: approval` and the name of a job that has steps, or stands for a job of an orb.',
  why: 'The approval wins: the job does not run.',
  source: 'S18.3',
  bad: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  check: *job
workflows:
  main:
    jobs:
      - build
      - check: { type: approval, requires: [build] }
  other:
    jobs: [check]
`,
  good: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  check: *job
workflows:
  main:
    jobs:
      - build
      - approve: { type: approval, requires: [build] }
  other:
    jobs: [check]
`,
  check: ({ config, jobs }, report) => {
    for (const { entry } of jobs()) {
      const job = entry.type === 'approval' ? config.library.jobs.get(entry.reference) : undefined
      if (!job || job.is === 'broken' || !hasWork(job)) continue
      report({
        span: entry.call.span,
        message: `"${entry.reference}" is an approval here: the job "${entry.reference}" does not run`,
        help: 'give the approval a name of its own',
        related: [{ message: 'the job', span: job.nameSpan }],
      })
    }
  },
}

export default rule

/** Whether there is something that the approval keeps from running; a job of type approval has nothing. */
function hasWork(job: Definition | Alias): boolean {
  if (job.is === 'alias') return true
  const type = get(job.node, 'type')
  return get(job.node, 'steps') !== undefined && !(type?.kind === 'scalar' && type.text === 'approval')
}
