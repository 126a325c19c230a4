import { rolloutsOf } from '../facts/deploys.ts'
import { walkScalars } from '../facts/mentions.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/no-rollback',
  severity: 'info',
  level: 'pedantic',
  title: 'A deployment that looks at nothing afterwards',
  what:
    'A job that deploys (and does not only publish) has no word of a health check or a way back in its steps: no `health`, `smoke`, `verify`, `rollback`, ' +
    '`--wait`, `rollout status` and the like, in commands, names or scripts. Jobs whose steps are not known are left alone.',
  why: 'The job is green when the new version does not start, and nobody but the users will say so.',
  source: 'policy',
  bad: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./update-server.sh
workflows:
  main:
    jobs:
      - deploy: { filters: pipeline.git.branch == "main", serial-group: web }
`,
  good: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./update-server.sh
      - run: ./check-health.sh || ./rollback.sh
workflows:
  main:
    jobs:
      - deploy: { filters: pipeline.git.branch == "main", serial-group: web }
`,
  check: ({ ask }, report) => {
    for (const { job, entry, steps, opaque } of ask(rolloutsOf)) {
      if (!job || opaque || job.type !== 'build' || steps.length === 0) continue
      let found = false
      for (const { node } of steps) walkScalars(node, ({ text }) => (found ||= looksBack.test(text)))
      if (found) continue
      report({
        span: entry.call.span,
        message: `"${entry.name}" does not look whether what it deployed works, and has no way back`,
        help: 'ask the new version for its health, and go back to the old one if it does not answer',
      })
    }
  },
}

export default rule

const looksBack =
  /health|smoke|verif|roll-?(ed-)?back|--wait\b|rollout status|wait-for|services-stable|validate|revert|circuit-?breaker|npm run deploy|cap \w+ deploy|kamal/i
