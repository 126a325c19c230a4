import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'cache/never-restored',
  severity: 'warning',
  level: 'default',
  title: 'A cache that nobody reads',
  what: 'A `save_cache` in a config without any `restore_cache`. Where jobs have steps that are not known, nothing is said.',
  why: 'Saving takes time and storage, and makes nothing faster.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
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
      - restore_cache: { key: 'npm-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'npm-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    const jobs = facts.jobs()
    if (jobs.some(isUnknown) || isConditional(facts, 'restore_cache')) return
    if (jobs.some(job => stepsNamed(job, 'restore_cache').length > 0)) return
    for (const { node, body } of jobs.flatMap(job => stepsNamed(job, 'save_cache'))) {
      report({
        span: node.span,
        message: `no job restores the cache ${nameOf(get(body, 'key'))}, nor any other one`,
        help: 'add a restore_cache step with the same key before what the cache makes faster, or remove this one',
      })
    }
  },
}

export default rule

function nameOf(key: Node | undefined): string {
  return key?.kind === 'scalar' ? quote(key.text) : 'that is saved here'
}
