import { get } from '../../1-parse/build.ts'
import { firstOfEach, rolloutsOf } from '../facts/deploys.ts'
import type { JobUse } from '../facts/jobs.ts'
import { walkScalars } from '../facts/mentions.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/no-rollback',
  severity: 'info',
  level: 'pedantic',
  title: 'A deployment that looks at nothing afterwards',
  what:
    'A job that deploys (and does not only publish) has no word of a health check or a way back in its steps: no `health`, `smoke`, `verify`, `rollback`, ' +
    '`--wait`, `rollout status` and the like, in commands, names or scripts, and no job that requires it looks or tests. Jobs whose steps are not ' +
    'known are left alone.',
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
  check: ({ ask, jobs }, report) => {
    const blind = [...ask(rolloutsOf)].filter(use => {
      if (!use.job || use.opaque || use.job.type !== 'build' || use.steps.length === 0) return false
      const later = jobs().filter(({ entry }) => entry.requires.some(it => it.entry === use.entry))
      return !looksBack(use) && !later.some(it => /test|e2e|cypress|check/i.test(it.entry.name) || looksBack(it))
    })
    for (const { entry } of firstOfEach(blind)) {
      report({
        span: entry.call.span,
        message: `"${entry.name}" does not look whether what it deployed works, and has no way back`,
        help: 'ask the new version for its health, and go back to the old one if it does not answer',
      })
    }
  },
}

export default rule

const words =
  /health|smoke|verif|roll-?(ed-)?back|--wait\b|--atomic\b|rollout status|wait-for|services-stable|validate|revert|circuit-?breaker|npm run deploy|cap \w+ deploy|kamal/i

/** Whether the steps of a job look at what was deployed; those of a condition that does not hold by default are steps too. */
function looksBack({ entry, job, steps }: JobUse): boolean {
  let found = entry.type !== 'approval' && words.test(entry.name)
  const written = get(job?.definition?.node, 'steps')
  for (const node of [...steps.map(it => it.node), ...(written ? [written] : [])])
    walkScalars(node, ({ text }) => (found ||= words.test(text)))
  return found
}
