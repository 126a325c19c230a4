import { contextsOf } from '../facts/deploys.ts'
import type { Rule } from '../rule.ts'

/** A job with more contexts than that has the secrets of several purposes. */
const most = 4

const rule: Rule = {
  id: 'security/org-global-context',
  severity: 'info',
  level: 'pedantic',
  title: 'Secrets for everything',
  what: `A job with the context \`org-global\`, which by its name holds the secrets of the whole organisation, or with more than ${most} contexts.`,
  why: 'Whoever changes the job, or a package that it installs, can read secrets that it does not need.',
  source: 'S18.7',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { context: org-global }
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { context: npm-read }
`,
  check: ({ jobs }, report) => {
    for (const use of jobs()) {
      const contexts = contextsOf(use)
      const global = contexts.find(({ name }) => name === 'org-global')
      const help = 'make a context for each purpose, and give the job the one that it needs'
      if (global) {
        const message = `"${use.entry.name}" gets the secrets of the whole organisation`
        report({ span: global.node.span, message, help })
      } else if (contexts.length > most) {
        const message = `"${use.entry.name}" gets the secrets of ${contexts.length} contexts`
        report({ span: use.entry.context?.span ?? use.entry.call.span, message, help })
      }
    }
  },
}

export default rule
