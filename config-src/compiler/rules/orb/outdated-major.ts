import { quote } from '../../2-resolve/match.ts'
import { orbsOf } from '../facts/orbs.ts'
import { majors, publishedOf } from '../facts/published.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'orb/outdated-major',
  severity: 'info',
  level: 'default',
  title: 'An orb of which there is a newer generation',
  what: `One of the orbs that are used most, at a major version that was not the newest on ${publishedOf}.`,
  why: 'Older generations get no corrections.',
  source: 'https://circleci.com/developer/orbs',
  bad: `version: 2.1
orbs:
  node: circleci/node@1.1.6
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
      const major = /^(\d+)(\.|$)/.exec(version)?.[1]
      const newest = Object.hasOwn(majors, name) ? majors[name] : undefined
      if (major === undefined || newest === undefined || Number(major) >= newest) continue
      report({
        span: node.span,
        message: `there is a version ${newest} of orb ${quote(name)}: this is ${version}`,
        help: `what has changed: https://circleci.com/developer/orbs/orb/${name}`,
      })
    }
  },
}

export default rule
