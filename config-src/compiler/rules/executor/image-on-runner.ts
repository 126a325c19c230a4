import { quote } from '../../2-resolve/match.ts'
import { hostsOf, isRunner } from '../facts/hosts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'executor/image-on-runner',
  severity: 'error',
  level: 'default',
  title: 'An image for a machine of your own',
  what: 'A `machine` with an `image`, and the resource class of a self-hosted runner.',
  why: 'The runner is what it is: CircleCI cannot give it an image, and refuses the job.',
  source: 'S9.5',
  bad: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:2024.11.1 }
    resource_class: acme/builder
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: true
    resource_class: acme/builder
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { image, resourceClass } of facts.ask(hostsOf)) {
      if (!image || !resourceClass || !isRunner(resourceClass)) continue
      report({
        span: image.span,
        message: `the self-hosted runner ${quote(resourceClass.text)} takes no image`,
        help: 'write machine: true',
        related: [{ message: 'the resource class of the runner', span: resourceClass.span }],
      })
    }
  },
}

export default rule
