import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import { rolloutsOf } from '../facts/deploys.ts'
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
    for (const { entry } of ask(rolloutsOf)) {
      if (entry.type !== 'build' || entry.serialGroup) continue
      if (isLocked(entry, [])) continue
      report({
        span: entry.call.span,
        message: `"${entry.name}" may run twice at the same time`,
        help: `add "serial-group: ${entry.name.replace(/[^A-Za-z0-9._/-]+/g, '-')}"`,
      })
    }
  },
}

export default rule

function isLocked(entry: ExpandedEntry, seen: readonly ExpandedEntry[]): boolean {
  if (seen.includes(entry)) return false
  return entry.requires.some(
    ({ entry: before }) =>
      before.type === 'lock' || before.serialGroup !== undefined || isLocked(before, [...seen, entry]),
  )
}
