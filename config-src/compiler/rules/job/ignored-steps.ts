import { jobType } from '../../2-resolve/library.ts'
import { quote } from '../../2-resolve/match.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'job/ignored-steps',
  severity: 'warning',
  level: 'default',
  title: 'Steps of a job that runs none',
  what: '`steps`, or where to run, in a job of another type than `build`: an approval, a `no-op`, a release.',
  why: 'They look as if they ran (S11.7).',
  source: 'S11.7',
  bad: `version: 2.1
jobs:
  hold:
    type: no-op
    steps: [checkout]
workflows:
  main:
    jobs: [hold]
`,
  good: `version: 2.1
jobs:
  hold:
    type: no-op
workflows:
  main:
    jobs: [hold]
`,
  check: ({ ask }, report) => {
    for (const { node, kind, name } of ask(allDefinitions)) {
      const type = jobType(node)
      if (kind !== 'job' || !['approval', 'no-op', 'release', 'lock', 'unlock'].includes(type)) continue
      for (const { key, keyNode } of node.entries) {
        if (!['steps', 'docker', 'machine', 'macos', 'executor'].includes(key)) continue
        report({
          span: keyNode.span,
          message: `${quote(key)} of job ${quote(name)} is ignored: a job of type ${type} runs no steps`,
          help: `remove ${quote(key)}, or "type: ${type}"`,
        })
      }
    }
  },
}

export default rule
