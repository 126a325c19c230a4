import { quote } from '../../2-resolve/match.ts'
import { imagesOf } from '../facts/hosts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'image/unpinned',
  severity: 'warning',
  level: 'default',
  title: 'An image that is called latest',
  what: 'A docker image with the tag `latest`, and without a digest. `image/moving-tag` knows other tags that move.',
  why: 'One day the same config runs with something else, and a build of last month cannot be repeated.',
  source: 'S24 L16',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: node:latest }]
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
      if (digest !== undefined || !tag || !/^latest(-|$)/.test(tag) || name.startsWith('circleci/')) continue
      report({
        span: node.span,
        message: `the image ${quote(`${name}:${tag}`)} changes without this file changing`,
        help: `name a version, such as ${name}:1.2.3`,
      })
    }
  },
}

export default rule
