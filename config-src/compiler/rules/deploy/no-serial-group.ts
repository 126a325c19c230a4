import { get } from '../../1-parse/build.ts'
import { firstOfEach, rolloutsOf } from '../facts/deploys.ts'
import { type Flow, flowsOf } from '../facts/flow.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/no-serial-group',
  severity: 'info',
  level: 'pedantic',
  title: 'Two deployments at once',
  what: 'A job that deploys (and does not only publish) has no `serial-group`, and no `lock` job stands before it.',
  why: 'Two pushes in short order deploy at the same time, and the older one may end last.',
  source: 'S18.12',
  bad: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./deploy.sh --rollback-on-failure
workflows:
  main:
    jobs:
      - deploy: { filters: pipeline.git.branch == "main" }
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
      - deploy: { filters: pipeline.git.branch == "main", serial-group: web }
`,
  check: ({ config, ask }, report) => {
    if (config.version === '2') return
    const flows = new Map(ask(flowsOf).flatMap(flow => flow.jobs.map(use => [use, flow] as const)))
    const open = [...ask(rolloutsOf)].filter(use => {
      const before = flows.get(use)?.before
      return use.entry.type === 'build' && !use.entry.serialGroup && !(before && isLocked(use, before))
    })
    for (const { entry } of firstOfEach(open)) {
      const { span, parent } = entry.call
      const group = parent?.kind === 'job group' ? parent : undefined
      const key = (group?.name ?? entry.name).replace(/[^A-Za-z0-9._/-]+/g, '-')
      report({
        span,
        message: `"${entry.name}" may run twice at the same time`,
        help: `add "serial-group: ${key}"${group ? ' where the group is used' : ''}`,
        related: group ? [{ message: 'the group is used here', span: group.span }] : [],
      })
    }
  },
}

export default rule

/** Whether a job waits for a lock that nobody has opened again. That of a group is open again when the group has ended. */
function isLocked(use: JobUse, before: Flow['before']): boolean {
  const earlier = [...before(use)]
  const unlocks = earlier.filter(({ entry }) => entry.type === 'unlock')
  return earlier.some(lock => {
    if (lock.entry.type !== 'lock') return false
    if (lock.entry.call.kind === 'job group') return use.entry.call.parent === lock.entry.call
    return !unlocks.some(unlock => before(unlock).has(lock) && keyOf(unlock) === keyOf(lock))
  })
}

function keyOf({ job }: JobUse): string | undefined {
  const key = get(job?.body, 'key')
  return key?.kind === 'scalar' ? key.text : undefined
}
