import { quote } from '../../2-resolve/match.ts'
import { orbsOf } from '../facts/orbs.ts'
import { archived, publishedOf } from '../facts/published.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'orb/deprecated-orb',
  severity: 'warning',
  level: 'default',
  title: 'An orb that nobody looks after',
  what: `An orb whose source its owner has archived (as of ${publishedOf}).`,
  why: 'Nothing in it is mended any more.',
  source: 'https://github.com/CircleCI-Archived',
  bad: `version: 2.1
orbs:
  tools: circleci/build-tools@2.7.0
workflows:
  main:
    jobs: [tools/build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { node, name } of facts.ask(orbsOf)) {
      const instead = Object.hasOwn(archived, name) ? archived[name] : undefined
      if (!instead) continue
      report({ span: node.span, message: `orb ${quote(name)} was archived by its owner`, help: instead })
    }
  },
}

export default rule
