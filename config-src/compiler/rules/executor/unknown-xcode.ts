import { quote } from '../../2-resolve/match.ts'
import { hostsOf } from '../facts/hosts.ts'
import { offersOf, xcode } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'executor/unknown-xcode',
  severity: 'warning',
  level: 'default',
  title: 'A version of Xcode that is not offered',
  what:
    `A version of Xcode that CircleCI had taken away by ${offersOf}, or one that is not written as three numbers. Newer ` +
    'versions than are known here are left alone.',
  why: 'The job is not started.',
  source: 'S9.6',
  bad: `version: 2.1
jobs:
  build:
    macos: { xcode: 12.5.1 }
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
      if (!version) continue
      const isGone = xcode.gone.some(pattern => pattern.test(version.text))
      if (!isGone && /^\d+\.\d+\.\d+(-\w+)?$/.test(version.text)) continue
      const full = version.type === 'int' ? `${version.text}.0.0` : `${version.text}.0`
      report({
        span: version.span,
        message: isGone
          ? `Xcode ${quote(version.text)} is not offered (as of ${offersOf})`
          : `${quote(version.text)} is no version of Xcode: expected three numbers, such as ${xcode.newest}`,
        help: isGone || version.type === 'string' ? `use a newer one, such as ${xcode.newest}` : `write ${full}`,
      })
    }
  },
}

export default rule
