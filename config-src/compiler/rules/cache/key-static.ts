import { get } from '../../1-parse/build.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'cache/key-static',
  severity: 'warning',
  level: 'default',
  title: 'A cache that is written once and never again',
  what: 'The key of a `save_cache` holds nothing that ever changes: no `{{ checksum "…" }}`, no other `{{ … }}`, no parameter.',
  why:
    'A cache cannot be overwritten (S12.21): the first run saves it, and every later run restores that first state, however ' +
    'old it is.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache: { key: packages }
      - run: npm ci
      - save_cache: { key: packages, paths: [~/.npm] }
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache: { key: 'packages-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'packages-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [test]
`,
  check: ({ steps }, report) => {
    for (const { name, body } of steps()) {
      const key = name === 'save_cache' ? get(body, 'key') : undefined
      if (key?.kind !== 'scalar' || key.templated || key.text.includes('{{')) continue
      report({
        span: key.span,
        message: `the cache "${key.text}" is saved once and never again: its key never changes`,
        help: 'put what it is made from into the key, such as {{ checksum "package-lock.json" }}',
      })
    }
  },
}

export default rule
