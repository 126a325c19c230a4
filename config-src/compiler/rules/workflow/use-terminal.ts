import { safe } from '../edit.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/use-terminal',
  severity: 'info',
  level: 'pedantic',
  title: 'All five statuses, one by one',
  what: 'A requirement lists success, failed, canceled, not_run and unauthorized.',
  why: '`terminal` means the same, and stays right when there is a sixth.',
  source: 'S16.2',
  bad: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build
      - report: { requires: [{ build: [success, failed, canceled, not_run, unauthorized] }] }
`,
  good: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build
      - report: { requires: [{ build: terminal }] }
`,
  check: ({ jobs }, report) => {
    for (const { entry } of jobs()) {
      for (const { statuses, written } of entry.requires) {
        if (written?.kind !== 'seq' || new Set(statuses).size < 5) continue
        const { span } = written
        const isFlow = span.source.text[span.start] === '['
        report({
          span,
          message: 'these are all the statuses there are',
          help: 'write "terminal"',
          ...(isFlow ? { fix: safe('write "terminal"', { span, text: 'terminal' }) } : {}),
        })
      }
    }
  },
}

export default rule
