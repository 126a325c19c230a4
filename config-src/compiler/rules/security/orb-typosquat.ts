import { quote } from '../../2-resolve/match.ts'
import { isSlip } from '../../diagnostics/suggest.ts'
import { orbsOf } from '../facts/orbs.ts'
import type { Rule } from '../rule.ts'

/** Namespaces of orbs that many configs import, long enough to be known by their letters. */
const wellKnown = [
  'circleci',
  'checkmarx',
  'codecov',
  'cypress-io',
  'datadog',
  'launchdarkly',
  'pulumi',
  'saucelabs',
  'sonarsource',
]

const rule: Rule = {
  id: 'security/orb-typosquat',
  severity: 'warning',
  level: 'default',
  title: 'The namespace of an orb, nearly',
  what: 'An orb whose namespace differs by one letter, or by two that changed places, from one that nearly everybody means: `circelci`.',
  why: 'Where it does not exist CircleCI refuses the config. Where it does, somebody else wrote what your jobs run, with your secrets.',
  source: 'S8.2',
  bad: `version: 2.1
orbs:
  node: circelci/node@6.3.0
workflows:
  main:
    jobs: [node/test]
`,
  good: `version: 2.1
orbs:
  node: circleci/node@6.3.0
workflows:
  main:
    jobs: [node/test]
`,
  check: ({ ask }, report) => {
    for (const { node, name, version } of ask(orbsOf)) {
      const [namespace = '', orb = ''] = name.split('/')
      const meant = wellKnown.find(known => isSlip(namespace, known))
      if (meant === undefined) continue
      report({
        span: node.span,
        message: `the namespace ${quote(namespace)} is nearly ${quote(meant)}, and another one`,
        help: `did you mean ${meant}/${orb}@${version}?`,
      })
    }
  },
}

export default rule
