import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { runsSomething, usedCommands } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'unused/command',
  severity: 'warning',
  level: 'default',
  title: 'A command that nothing calls',
  what: 'A command that is no step of any job, command, condition or argument. Files without workflows are left alone.',
  why: 'Nobody sees whether it still works, and CircleCI checks no more than its shape (S1.9).',
  source: 'S24 L1',
  bad: `version: 2.1
commands:
  greet:
    steps:
      - run: echo hello
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
commands:
  greet:
    steps:
      - run: echo hello
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout, greet]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    const { config, document } = facts
    if (!runsSomething(config) || config.library.commands.size === 0) return
    const used = usedCommands(facts)
    for (const element of config.library.commands.values()) {
      if (element.is === 'broken' || used.has(element.name)) continue
      report({
        span: element.nameSpan,
        message: `command ${quote(element.name)} is never used: no step calls it`,
        help: 'remove it, or call it in the steps of a job',
        ...removeDefinition(document, 'commands', element.name),
      })
    }
  },
}

export default rule
