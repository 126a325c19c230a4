import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'cache/glob-path',
  severity: 'warning',
  level: 'default',
  title: 'A pattern where a path is wanted',
  what: 'An item of `paths` of `save_cache` with `*`.',
  why: 'Caches take no patterns (S12.21): nothing of that name exists, and nothing is saved.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache: { key: 'npm-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'npm-{{ checksum "package-lock.json" }}', paths: ['packages/*/node_modules'] }
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
      - restore_cache: { key: 'npm-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'npm-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  check: ({ steps }, report) => {
    for (const { name, body, owner } of steps()) {
      const paths = name === 'save_cache' && !owner.home.commands.has(name) ? get(body, 'paths') : undefined
      for (const path of paths?.kind === 'seq' ? paths.items : paths ? [paths] : []) {
        if (path.kind !== 'scalar' || !path.text.includes('*')) continue
        report({
          span: path.span,
          message: `${quote(path.text)} is taken as the name of a folder: caches know no patterns`,
          help: 'name the folders one by one, or a folder above them',
        })
      }
    }
  },
}

export default rule
