import { quote } from '../../2-resolve/match.ts'
import { imagesOf } from '../facts/hosts.ts'
import type { Rule } from '../rule.ts'

const digestPattern = /^sha256:[0-9a-f]{64}$/

const rule: Rule = {
  id: 'image/bad-digest',
  severity: 'error',
  level: 'default',
  title: 'A digest that is none',
  what: 'What follows `@` in the name of a docker image is not `sha256:` and 64 hexadecimal digits, in small letters.',
  why: 'No registry can have such an image: the job cannot start.',
  source: 'S24 L16',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: node@sha256:abc }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker:
      - image: node@sha256:35a5dd72bcac4bce43266408b58a02be6ff0b6098ffa6f5435aeea980a8951d7
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ ask }, report) => {
    for (const { node, name, digest } of ask(imagesOf)) {
      if (digest === undefined || digestPattern.test(digest)) continue
      report({
        span: node.span,
        message: `${quote(digest)} is no digest of ${quote(name)}: expected sha256: and 64 hexadecimal digits`,
        help: `docker buildx imagetools inspect ${name}:TAG prints it`,
      })
    }
  },
}

export default rule
