import type { ExpandedEntry, Requirement } from '../../3-expand/expanded.ts'
import { contextsOf, deploysOf, firstOfEach, isProduction } from '../facts/deploys.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/no-approval',
  severity: 'info',
  level: 'default',
  title: 'A deployment to production that nobody approves',
  what:
    'A job that deploys has a context of production, and on some branch or tag it can run without an approval before it. ' +
    '`deploy-jobs` and `production-contexts` in `circlec.yml` say what counts.',
  why: 'Every push to that branch is in production some minutes later, whoever made it.',
  source: 'S18.1, S18.5',
  bad: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./deploy.sh --rollback-on-failure
workflows:
  main:
    jobs:
      - deploy: { context: production, filters: pipeline.git.branch == "main", serial-group: web }
`,
  good: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./deploy.sh --rollback-on-failure
workflows:
  main:
    jobs:
      - approve: { type: approval, filters: pipeline.git.branch == "main" }
      - deploy: { requires: [approve], context: production, filters: pipeline.git.branch == "main", serial-group: web }
`,
  check: ({ ask, reach, languages, settings }, report) => {
    const secretOf = (use: JobUse) => contextsOf(use).find(({ name }) => isProduction(name, settings))
    const open = [...ask(deploysOf)].filter(use => {
      if (!secretOf(use) || waitsForApprovals(use.entry)) return false
      const found = reach(use.workflow).get(use.entry)
      return found && [found.branch, found.tag].some(({ unapproved }) => unapproved.may !== languages().none)
    })
    for (const use of firstOfEach(open)) {
      const context = secretOf(use)
      if (!context) continue
      report({
        span: use.entry.call.span,
        message: `"${use.entry.name}" has the secrets of "${context.name}" and runs without an approval`,
        help: 'add an entry with "type: approval" and require it',
        related: [{ message: 'the context', span: context.node.span }],
      })
    }
  },
}

export default rule

/** A job that requires approvals and nothing else runs without one nowhere: where filters leave them all out, it is left out too. */
function waitsForApprovals({ requires }: ExpandedEntry): boolean {
  const isApproval = ({ entry, statuses }: Requirement): boolean =>
    entry.type === 'approval' && statuses.every(status => status === 'success')
  return requires.length > 0 && requires.every(isApproval)
}
