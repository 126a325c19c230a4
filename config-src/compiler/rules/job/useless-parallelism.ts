import { getEntry } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import { removeEntry } from '../facts/edits.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'job/useless-parallelism',
  severity: 'info',
  level: 'pedantic',
  title: 'A parallelism of one',
  what: '`parallelism: 1`, which is what a job has anyway.',
  why: 'It looks as if it did something.',
  source: 'S11.8',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    parallelism: 1
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
      const entry = getEntry(node, 'parallelism')
      if (kind !== 'job' || entry?.value.kind !== 'scalar' || entry.value.text !== '1') continue
      report({
        span: entry.keyNode.span,
        message: `"parallelism: 1" of job ${quote(name)} has no effect`,
        help: 'remove it',
        ...removeEntry(document, entry, 'remove "parallelism"'),
      })
    }
  },
}

export default rule
