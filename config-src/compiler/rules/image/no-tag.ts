import { quote } from '../../2-resolve/match.ts'
import { imagesOf } from '../facts/hosts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'image/no-tag',
  severity: 'warning',
  level: 'default',
  title: 'An image without a tag',
  what: 'A docker image with neither a tag nor a digest. Images that `deprecated/circleci-images` reports are left to it.',
  why: 'It means `latest`: one day the same config runs with something else, and a build of last month cannot be repeated.',
  source: 'S24 L16',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: node }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: node:20.18.1 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ ask }, report) => {
    for (const { node, name, tag, digest } of ask(imagesOf)) {
      if (tag !== undefined || digest !== undefined || name.startsWith('circleci/')) continue
      report({
        span: node.span,
        message: `the image ${quote(name)} has no tag: it is "latest", whatever that is on the day`,
        help: `name a version, such as ${name}:1.2.3`,
      })
    }
  },
}

export default rule
