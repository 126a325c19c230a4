import { getEntry } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'job/executor-conflict',
  severity: 'warning',
  level: 'default',
  title: 'An executor, and another place to run',
  what: 'A job with `executor` that has `docker`, `machine` or `macos` of its own too.',
  why: 'Only one of them counts; the documentation says both that it is the own one and that the job is refused (S9.12).',
  source: 'S9.12',
  bad: `version: 2.1
executors:
  node:
    docker: [{ image: cimg/node:20.18.1 }]
jobs:
  build:
    executor: node
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
executors:
  node:
    docker: [{ image: cimg/node:20.18.1 }]
jobs:
  build:
    executor: node
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ ask }, report) => {
    for (const { node, kind, name } of ask(allDefinitions)) {
      const executor = getEntry(node, 'executor')
      const own = ['docker', 'machine', 'macos'].flatMap(key => getEntry(node, key) ?? [])[0]
      if (kind !== 'job' || !executor || !own) continue
      report({
        span: own.keyNode.span,
        message: `job ${quote(name)} has an executor and ${quote(own.key)} too: only one of them can say where it runs`,
        help: 'remove one of the two',
        related: [{ message: 'the executor', span: executor.keyNode.span }],
      })
    }
  },
}

export default rule
