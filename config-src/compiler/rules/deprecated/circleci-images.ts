import { quote } from '../../2-resolve/match.ts'
import { imagesOf } from '../facts/hosts.ts'
import { circleciImages, keptImages } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/circleci-images',
  severity: 'warning',
  level: 'default',
  title: 'An image that is no longer built',
  what: 'A docker image under `circleci/`: the older convenience images.',
  why: 'They get no updates since 2021, neither of what they hold nor against what was found in it.',
  source: 'S24 L16',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: circleci/node:16 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ ask }, report) => {
    for (const { node, name } of ask(imagesOf)) {
      if (!name.startsWith('circleci/') || keptImages.includes(name)) continue
      const next = circleciImages[name.slice('circleci/'.length)]
      report({
        span: node.span,
        message: `${quote(name)} is an image that CircleCI no longer builds`,
        help: next
          ? `use ${next}; its tags are listed at https://circleci.com/developer/images/image/${next}`
          : 'use an image from https://circleci.com/developer/images',
      })
    }
  },
}

export default rule
