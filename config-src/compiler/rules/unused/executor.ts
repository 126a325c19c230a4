import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { executorUses, runsSomething } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'unused/executor',
  severity: 'warning',
  level: 'default',
  title: 'An executor that no job uses',
  what:
    'An executor that no job names, and no argument, default or other executor either. A name that is put together from ' +
    'templates counts as every name that it can become.',
  why: 'Nobody sees whether its image still exists, and who reads the file believes that jobs run there.',
  source: 'S24 L1',
  bad: `version: 2.1
executors:
  node:
    docker: [{ image: cimg/node:20.18.1 }]
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
executors:
  node:
    docker: [{ image: cimg/node:20.18.1 }]
jobs:
  build:
    executor: node
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    const { config, document } = facts
    if (!runsSomething(config) || config.library.executors.size === 0) return
    const isUsed = executorUses(facts)
    for (const element of config.library.executors.values()) {
      if (element.is === 'broken' || isUsed(element.name)) continue
      report({
        span: element.nameSpan,
        message: `executor ${quote(element.name)} is never used: no job runs in it`,
        help: 'remove it, or name it in "executor" of a job',
        ...removeDefinition(document, 'executors', element.name),
      })
    }
  },
}

export default rule
