import { quote } from '../../2-resolve/match.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'unused/anchor',
  severity: 'info',
  level: 'default',
  title: 'An anchor that no alias repeats',
  what: 'A YAML anchor `&name` without an alias `*name`.',
  why: 'Who reads it looks for the other places in vain. In a section that CircleCI does not read, all below it is dead.',
  source: 'S24 L1',
  bad: `version: 2.1
jobs:
  build:
    docker: &image [{ image: cimg/base:2024.01 }]
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
    for (const { name, span, used } of document.anchors) {
      if (used) continue
      const { source, start, end } = span
      const blanks = /^[ \t]*/.exec(source.text.slice(end))?.[0].length ?? 0
      report({
        span,
        message: `the anchor ${quote(name)} is never used: no alias "*${name}" repeats it`,
        help: 'remove the anchor',
        fix: {
          title: `remove "&${name}"`,
          kind: 'safe',
          edits: [{ span: { source, start, end: end + blanks }, text: '' }],
        },
      })
    }
  },
}

export default rule
