import { quote } from '../../2-resolve/match.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { hostsOf, isRunner } from '../facts/hosts.ts'
import { machineFamilies, machineNames, offersOf, oldMachines } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const tags = /^(current|edge|default|previous|20\d\d\.\d\d\.\d+)$/

const rule: Rule = {
  id: 'executor/unknown-machine-image',
  severity: 'warning',
  level: 'default',
  title: 'A machine image that does not exist',
  what: `An image of \`machine\` that is of no family that CircleCI had on ${offersOf}, or whose tag is none of theirs.`,
  why: 'The job is not started. An image of docker is none of a machine.',
  source: 'S9.5',
  bad: `version: 2.1
jobs:
  build:
    machine: { image: ubunto-2404:current }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:current }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { image, resourceClass } of facts.ask(hostsOf)) {
      if (!image || isRunner(resourceClass) || oldMachines.some(pattern => pattern.test(image.text))) continue
      const [family = '', tag, ...rest] = image.text.split(':')
      const isFamily = machineFamilies.some(pattern => pattern.test(family))
      if (isFamily && rest.length === 0 && (tag === undefined || tags.test(tag))) continue
      const near = suggest(image.text, machineNames)
      report({
        span: image.span,
        message: isFamily
          ? `the machine image ${quote(family)} has no tag ${quote(tag ?? '')}: expected current, edge or a date such as 2024.11.1`
          : `there is no machine image ${quote(image.text)} (as of ${offersOf})`,
        help: near ? `did you mean "${near}"?` : `use ${isFamily ? `${family}:current` : 'ubuntu-2404:current'}`,
      })
    }
  },
}

export default rule
