import { get } from '../../1-parse/build.ts'
import { replace } from '../facts/edits.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/deploy-step',
  severity: 'warning',
  level: 'default',
  title: 'The step `deploy`',
  what: 'A built-in `deploy` step. A command of the config that is called `deploy` is left alone.',
  why: 'It is deprecated: in a job with `parallelism` it runs once only, elsewhere it is a `run` step (S12.12).',
  source: 'S12.12',
  bad: `version: 2.1
jobs:
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - deploy: make upload
workflows:
  main:
    jobs: [publish]
`,
  good: `version: 2.1
jobs:
  publish:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - run: make upload
workflows:
  main:
    jobs: [publish]
`,
  check: ({ steps }, report) => {
    for (const { name, nameSpan, body, owner } of steps()) {
      if (name !== 'deploy' || !body || owner.home.commands.has('deploy')) continue
      const alone =
        owner.is === 'definition' && owner.definition.kind === 'job' && !get(owner.definition.node, 'parallelism')
      report({
        span: nameSpan,
        message: 'the step "deploy" is deprecated',
        help: 'write "run"; in a job with parallelism, move it to a job of its own that requires this one',
        fix: { title: 'write "run"', kind: alone ? 'safe' : 'unsafe', edits: [replace(nameSpan, 'run')] },
      })
    }
  },
}

export default rule
