import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Element } from '../../2-resolve/config.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/ignored-by-approval',
  severity: 'warning',
  level: 'default',
  title: 'A key that an approval does not read',
  what: 'An approval has keys besides `type`, `name`, `requires`, `filters`, `context` and `matrix`.',
  why: 'Nothing runs in an approval, so what the key asks for does not happen.',
  source: 'S18.4',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build
      - approve:
          type: approval
          requires: [build]
          post-steps: [{ run: ./announce.sh }]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build
      - approve:
          type: approval
          requires: [build]
`,
  check: ({ config }, report) => {
    for (const { entries } of [...config.workflows, ...config.groups.values()]) {
      for (const { job, settings } of entries) {
        const type = settings.find(({ key }) => key === 'type')?.value ?? typeOf(config.library.jobs.get(job))
        if (type?.kind !== 'scalar' || type.text !== 'approval') continue
        for (const { key, keyNode } of settings) {
          if (['type', 'name', 'requires', 'filters', 'context', 'matrix', 'upstream'].includes(key)) continue
          report({ span: keyNode.span, message: `"${key}" is not read: "${job}" is an approval, which runs nothing` })
        }
      }
    }
  },
}

export default rule

/** An approval may be defined like a job (S18.2). */
function typeOf(job: Element | undefined): Node | undefined {
  return job?.is === 'definition' ? get(job.node, 'type') : undefined
}
