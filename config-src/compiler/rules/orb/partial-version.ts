import { quote } from '../../2-resolve/match.ts'
import { orbsOf } from '../facts/orbs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'orb/partial-version',
  severity: 'info',
  level: 'pedantic',
  title: 'An orb that updates itself',
  what: 'An orb at a major or a minor version: `@5`, `@5.2`.',
  why: 'The newest version that fits is taken at each run: one day the same config does something else.',
  source: 'S24 L28',
  bad: `version: 2.1
orbs:
  node: circleci/node@6
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
  check: (facts, report) => {
    for (const { node, name, version } of facts.ask(orbsOf)) {
      if (!/^\d+(\.\d+)?$/.test(version)) continue
      report({
        span: node.span,
        message: `orb ${quote(node.text)} is the newest ${version}.x on the day`,
        help: `name one version: ${name}@${version}${version.includes('.') ? '.0' : '.0.0'}, or a newer one`,
      })
    }
  },
}

export default rule
