import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { offersOf, remoteDockers } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/remote-docker',
  severity: 'warning',
  level: 'default',
  title: 'A docker engine that is no longer offered',
  what: 'A `version` of `setup_remote_docker` that CircleCI does not have: 19.03 and older.',
  why: 'Nobody says which engine the job gets, and it may be refused.',
  source: 'S12.4, circleci-schema.json',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - setup_remote_docker: { version: 18.06.0-ce }
      - run: docker build .
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - setup_remote_docker: { version: default }
      - run: docker build .
workflows:
  main:
    jobs: [build]
`,
  check: ({ steps }, report) => {
    for (const { name, body } of steps()) {
      const version = name === 'setup_remote_docker' ? get(body, 'version') : undefined
      if (version?.kind !== 'scalar' || version.templated || version.type === 'null') continue
      if (remoteDockers.test(version.text)) continue
      report({
        span: version.span,
        message: `there is no remote docker engine ${quote(version.text)} (as of ${offersOf})`,
        help: 'write version: default, or docker28 for one that does not change',
      })
    }
  },
}

export default rule
