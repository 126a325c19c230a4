import { quote } from '../../2-resolve/match.ts'
import { hostsOf } from '../facts/hosts.ts'
import { offersOf, xcode } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/xcode',
  severity: 'warning',
  level: 'default',
  title: 'A version of Xcode that will not be there for long',
  what: 'A version of Xcode that CircleCI still has, and has said to take away.',
  why: 'Jobs that ask for it are refused at some point.',
  source: 'S9.6',
  bad: `version: 2.1
jobs:
  build:
    macos: { xcode: 26.0.1 }
    resource_class: m4pro.medium
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    macos: { xcode: 26.5.0 }
    resource_class: m4pro.medium
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { xcode: version } of facts.ask(hostsOf)) {
      if (!version || !xcode.old.some(pattern => pattern.test(version.text))) continue
      if (xcode.gone.some(pattern => pattern.test(version.text))) continue
      report({
        span: version.span,
        message: `Xcode ${quote(version.text)} is deprecated (as of ${offersOf})`,
        help: `use a newer one, such as ${xcode.newest}`,
      })
    }
  },
}

export default rule
