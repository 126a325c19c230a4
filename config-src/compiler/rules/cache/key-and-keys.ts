import { getEntry } from '../../1-parse/build.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'cache/key-and-keys',
  severity: 'warning',
  level: 'default',
  title: 'A key and a list of keys',
  what: 'A `restore_cache` with both `key` and `keys`.',
  why: 'The schema of CircleCI refuses it, the documentation takes `key` first: nobody should depend on either (S12.11).',
  source: 'S12.11',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache:
          key: 'npm-{{ checksum "package-lock.json" }}'
          keys: [npm-]
      - run: npm ci
      - save_cache: { key: 'npm-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache:
          keys: ['npm-{{ checksum "package-lock.json" }}', npm-]
      - run: npm ci
      - save_cache: { key: 'npm-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  check: ({ steps }, report) => {
    for (const { name, body, owner } of steps()) {
      if (name !== 'restore_cache' || owner.home.commands.has(name)) continue
      const key = getEntry(body, 'key')
      const keys = getEntry(body, 'keys')
      if (!key || !keys) continue
      report({
        span: key.keyNode.span,
        message: 'this step has "key" and "keys": only one of them is permitted',
        help: 'make "key" the first item of "keys"',
        related: [{ message: 'the other keys', span: keys.keyNode.span }],
      })
    }
  },
}

export default rule
