import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/numbered-names',
  severity: 'info',
  level: 'pedantic',
  title: 'Jobs that get numbers for names',
  what: 'A workflow lists the same job several times, and the entries have no `name`.',
  why: 'All of them are renamed, `test-1`, `test-2`: the names of the checks in the repository change with their order.',
  source: 'S15.3, S15.8',
  bad: `version: 2.1
jobs:
  test:
    parameters: { suite: { type: string } }
    docker: [{ image: cimg/base:2024.11 }]
    environment: { SUITE: << parameters.suite >> }
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { suite: fast }
      - test: { suite: slow }
`,
  good: `version: 2.1
jobs:
  test:
    parameters: { suite: { type: string } }
    docker: [{ image: cimg/base:2024.11 }]
    environment: { SUITE: << parameters.suite >> }
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { name: test-fast, suite: fast }
      - test: { name: test-slow, suite: slow }
`,
  check: ({ config }, report) => {
    for (const { name, entries } of config.workflows) {
      const unnamed = entries.filter(({ settings }) => !settings.some(({ key }) => key === 'name' || key === 'matrix'))
      for (const [i, { job, jobSpan }] of unnamed.entries()) {
        const earlier = unnamed.findIndex(other => other.job === job)
        if (earlier === i) continue
        const first = unnamed[earlier]
        report({
          span: jobSpan,
          message: `"${job}" stands more than once in workflow "${name}": the jobs are called "${job}-1", "${job}-2"`,
          help: 'give each entry a "name"',
          related: first ? [{ message: 'the first one', span: first.jobSpan }] : [],
        })
      }
    }
  },
}

export default rule
