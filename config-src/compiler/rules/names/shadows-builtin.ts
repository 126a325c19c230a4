import { quote } from '../../2-resolve/match.ts'
import { builtins } from '../../2-resolve/shapes/step.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'names/shadows-builtin',
  severity: 'warning',
  level: 'default',
  title: 'A command that hides a step of CircleCI',
  what: 'A command with the name of a built-in step: `checkout`, `save_cache`, `deploy` …',
  why: 'Every step of that name in this file is the command from now on, inside the command too (S8.10).',
  source: 'S8.10',
  bad: `version: 2.1
commands:
  checkout:
    steps:
      - run: git clone --depth 1 "$CIRCLE_REPOSITORY_URL" .
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
  shallow-checkout:
    steps:
      - run: git clone --depth 1 "$CIRCLE_REPOSITORY_URL" .
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [shallow-checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ config }, report) => {
    for (const command of config.library.commands.values()) {
      if (command.is === 'broken' || !Object.hasOwn(builtins, command.name)) continue
      report({
        span: command.nameSpan,
        message: `Command ${quote(command.name)} may override built-in CircleCI command ${quote(command.name)}`,
        help: 'give it another name',
      })
    }
  },
}

export default rule
