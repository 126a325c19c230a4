import { getEntry } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { removeEntry } from '../facts/edits.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'style/redundant-type',
  severity: 'info',
  level: 'pedantic',
  title: 'The type that every job has',
  what: '`type: build` in a job.',
  why: 'It is the default (S11.7).',
  source: 'S11.7',
  bad: `version: 2.1
jobs:
  build:
    type: build
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ document, ask }, report) => {
    for (const { node, kind, name } of ask(allDefinitions)) {
      const entry = getEntry(node, 'type')
      if (kind !== 'job' || entry?.value.kind !== 'scalar' || entry.value.text !== 'build') continue
      report({
        span: entry.keyNode.span,
        message: `"type: build" of job ${quote(name)} is the default`,
        help: 'remove it',
        ...removeEntry(document, entry, 'remove "type"'),
      })
    }
  },
}

export default rule
