import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { walkScalars } from '../facts/mentions.ts'
import { runsSomething } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const sections = ['executors', 'commands', 'jobs', 'job-groups', 'workflows', 'parameters']

const rule: Rule = {
  id: 'unused/orb',
  severity: 'warning',
  level: 'default',
  title: 'An orb of which nothing is used',
  what: 'An orb under `orbs` whose alias begins no name of a step, a job or an executor.',
  why:
    'CircleCI fetches it all the same (S8.14): a pipeline fails when the orb is gone, and whoever publishes it stays ' +
    'somebody to trust.',
  source: 'S8.14',
  bad: `version: 2.1
orbs:
  greeting:
    commands:
      hello:
        steps:
          - run: echo hello
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
orbs:
  greeting:
    commands:
      hello:
        steps:
          - run: echo hello
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout, greeting/hello]
workflows:
  main:
    jobs: [build]
`,
  check: ({ config, document }, report) => {
    if (!runsSomething(config) || config.library.orbs.size === 0) return
    const used = new Set<string>()
    let isOpen = false
    for (const section of sections) {
      const node = get(document.root, section)
      if (!node) continue
      walkScalars(node, ({ text }) => {
        const alias = /^\s*([^\s/]+)\/\S/.exec(text)?.[1]
        if (alias !== undefined) used.add(alias)
        // `<< parameters.orb >>/test` may be any of them.
        if (/^\s*<<[^>]*>>\/[\w-]+\s*$/.test(text)) isOpen = true
      })
    }
    for (const { alias, span } of config.library.orbs.values()) {
      if (isOpen || used.has(alias)) continue
      report({
        span,
        message: `orb ${quote(alias)} is never used: no step, job or executor begins with "${alias}/"`,
        help: 'remove it from "orbs"',
        ...removeDefinition(document, 'orbs', alias),
      })
    }
  },
}

export default rule
