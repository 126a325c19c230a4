import { quote } from '../../2-resolve/match.ts'
import { hostsOf } from '../facts/hosts.ts'
import { offersOf, oldMachines } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/machine-image',
  severity: 'warning',
  level: 'default',
  title: 'A machine image of a system that is no longer looked after',
  what: 'A machine image that CircleCI took away or is about to: Ubuntu 20.04 and older, and tags of the form `202107-02`.',
  why: 'Jobs that ask for it are refused at some point, on brown-out days first.',
  source: 'S9.16, https://circleci.com/docs/guides/execution-managed/machine-convenience-image-lifecycle',
  bad: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2004:2024.04.4 }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:2024.11.1 }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { kind, image, resourceClass } of facts.ask(hostsOf)) {
      if ((kind !== 'linux' && kind !== 'windows') || !image || resourceClass?.text.includes('/')) continue
      if (!oldMachines.some(pattern => pattern.test(image.text))) continue
      report({
        span: image.span,
        message: `the machine image ${quote(image.text)} is deprecated (as of ${offersOf})`,
        help: 'use ubuntu-2404:current, or a dated tag of ubuntu-2404',
      })
    }
  },
}

export default rule
