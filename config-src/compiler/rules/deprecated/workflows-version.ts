import { getEntry } from '../../1-parse/build.ts'
import { removeEntry } from '../facts/edits.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/workflows-version',
  severity: 'warning',
  level: 'default',
  title: 'A version that nobody reads',
  what: '`version` under `workflows` of a config of version 2.1. In a config of version 2 it is left alone.',
  why: 'It looks as if workflows had a version of their own, and as if one could be called "version" (S1.4).',
  source: 'S1.4',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  version: 2
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
  check: ({ config, document }, report) => {
    const workflows = getEntry(document.root, 'workflows')?.value
    const entry = getEntry(workflows, 'version')
    if (config.version === '2' || entry?.value.kind !== 'scalar') return
    report({
      span: entry.keyNode.span,
      message: '"version" under "workflows" is not read since version 2.1',
      help: 'remove the line',
      ...removeEntry(document, entry, 'remove "version"'),
    })
  },
}

export default rule
