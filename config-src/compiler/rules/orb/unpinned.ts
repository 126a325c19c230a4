import { quote } from '../../2-resolve/match.ts'
import { orbsOf } from '../facts/orbs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'orb/unpinned',
  severity: 'warning',
  level: 'default',
  title: 'An orb that can become anything',
  what:
    'An orb at `volatile` or at a `dev:` version. Major and minor versions (`@5`, `@5.2`) are the business of ' +
    '`orb/partial-version`. A `dev:` version in a config that imports `circleci/orb-tools` is the orb that is tested there.',
  why:
    'Whoever publishes the orb changes what your jobs do, with your secrets in their environment. A `dev:` version can be ' +
    'overwritten by everybody in its organisation, and is gone after 90 days (S8.4).',
  source: 'S24 L28',
  bad: `version: 2.1
orbs:
  node: circleci/node@volatile
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
    const orbs = facts.ask(orbsOf)
    const isOfOrb = orbs.some(({ name }) => name === 'circleci/orb-tools')
    for (const { node, name, version } of orbs) {
      const isDev = version.startsWith('dev:')
      if (isDev ? isOfOrb : version !== 'volatile') continue
      report({
        span: node.span,
        message: isDev
          ? `orb ${quote(node.text)} is a development version: it can be overwritten, and expires`
          : `orb ${quote(node.text)} is whatever was published last`,
        help: `name a version, such as ${name}@1.2.3`,
      })
    }
  },
}

export default rule
