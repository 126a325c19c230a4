import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'dynamic/two-workflows',
  severity: 'warning',
  level: 'default',
  title: 'A setup config that runs two workflows',
  what: 'A config with `setup: true` in which more than one workflow runs when all pipeline parameters have their defaults.',
  why: 'A setup pipeline may run one workflow only: "Max number of workflows exceeded" (S19).',
  source: 'S19, https://circleci.com/docs/dynamic-config',
  bad: `version: 2.1
setup: true
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  prepare:
    jobs: [build]
  check:
    jobs: [build]
`,
  good: `version: 2.1
setup: true
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  prepare:
    jobs: [build]
`,
  check: ({ config, expanded }, report) => {
    if (!config.setup) return
    // What has triggers waits for its schedule.
    const sources = expanded.workflows.flatMap(({ source }) => source ?? [])
    const running = sources.filter(({ node }) => !get(node, 'triggers'))
    const [first, second] = running
    if (!first || !second) return
    report({
      span: second.nameSpan,
      message: `workflows ${quote(first.name)} and ${quote(second.name)} both run, and a setup config may run one only`,
      help: 'join their jobs in one workflow, or move one of them to the config that this one continues with',
      related: [{ message: 'the first workflow', span: first.nameSpan }],
    })
  },
}

export default rule
