import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { stepsNamed } from '../facts/flow.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'step/remote-docker-on-machine',
  severity: 'warning',
  level: 'default',
  title: 'A remote engine where there is one already',
  what: '`setup_remote_docker` in a job that runs on a machine or on macOS.',
  why: 'It is for jobs that run in docker: a machine has an engine of its own, and the step fails there (S12.21).',
  source: 'S12.19',
  bad: `version: 2.1
jobs:
  image:
    machine: { image: ubuntu-2404:2024.11.1 }
    steps:
      - checkout
      - setup_remote_docker
      - run: docker build -t acme/web:1.2 .
workflows:
  main:
    jobs: [image]
`,
  good: `version: 2.1
jobs:
  image:
    machine: { image: ubuntu-2404:2024.11.1 }
    steps:
      - checkout
      - run: docker build -t acme/web:1.2 .
workflows:
  main:
    jobs: [image]
`,
  check: (facts, report) => {
    for (const job of facts.jobs()) {
      const body = job.job?.body
      const kind = get(body, 'machine') ? 'a machine' : get(body, 'macos') ? 'macOS' : undefined
      const step = stepsNamed(job, 'setup_remote_docker')[0]
      if (!kind || !step) continue
      report({
        span: step.node.span,
        message: `setup_remote_docker has no place in job ${quote(job.entry.name)}, which runs on ${kind}`,
        help: 'remove the step',
        related: [{ message: 'the job runs here', span: job.entry.span }],
      })
    }
  },
}

export default rule
