import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { removeEntry } from '../facts/edits.ts'
import type { Rule } from '../rule.ts'

const sections = new Set(['parameters', 'orbs', 'executors', 'commands', 'job-groups'])

const rule: Rule = {
  id: 'style/empty-section',
  severity: 'info',
  level: 'default',
  title: 'A section with nothing in it',
  what: '`commands:`, `executors:`, `orbs:`, `parameters:` or `job-groups:` at the top of the file without content.',
  why: 'Mostly what followed was removed, or is indented too little to belong to it.',
  source: 'S1.1',
  bad: `version: 2.1
commands:
jobs:
  build:
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
  check: ({ document }, report) => {
    const { root } = document
    for (const entry of root.kind === 'map' ? root.entries : []) {
      if (!sections.has(entry.key) || !isEmpty(entry.value)) continue
      report({
        span: entry.keyNode.span,
        message: `the section ${quote(entry.key)} is empty`,
        help: 'remove it',
        ...removeEntry(document, entry, `remove "${entry.key}"`),
      })
    }
  },
}

export default rule

function isEmpty(node: Node): boolean {
  if (node.kind === 'scalar') return node.type === 'null'
  return node.kind === 'map' && node.entries.length === 0
}
