import { getEntry } from '../../1-parse/build.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/scheduled-workflow',
  severity: 'info',
  level: 'default',
  title: 'A schedule in the config',
  what: 'A workflow with `triggers`.',
  why:
    'It is deprecated, it does not run for projects of GitHub App, GitLab and Bitbucket Data Center, nor beside a setup ' +
    'config, and it runs once for each branch that holds it (S13.10).',
  source: 'S13.9',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
  nightly:
    triggers:
      - schedule:
          cron: 0 3 * * *
          filters: { branches: { only: [main] } }
    jobs: [build]
`,
  good: `version: 2.1
parameters:
  nightly: { type: boolean, default: false }
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
  nightly:
    when: << pipeline.parameters.nightly >>
    jobs: [build]
`,
  check: ({ config }, report) => {
    for (const { node, name } of config.workflows) {
      const triggers = getEntry(node, 'triggers')
      if (!triggers) continue
      report({
        span: triggers.keyNode.span,
        message: `workflow "${name}" runs by "triggers", which are deprecated`,
        help: 'add a schedule to the project that sets a pipeline parameter, and ask for it in "when"',
      })
    }
  },
}

export default rule
