import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/parameter-name',
  severity: 'warning',
  level: 'default',
  title: 'A pipeline parameter that expressions cannot name',
  what: 'A pipeline parameter has a name that is no name in an expression: a letter, then letters, digits, `-`, `_` and single dots.',
  why: '`<< pipeline.parameters.a..b >>` is replaced as text, but `when: pipeline.parameters.a..b` and comparisons cannot be read.',
  source: 'S1.6, S4.7',
  bad: `version: 2.1
parameters:
  run..tests: { type: boolean, default: true }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: echo << pipeline.parameters.run..tests >>
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
parameters:
  run-tests: { type: boolean, default: true }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: echo << pipeline.parameters.run-tests >>
workflows:
  main:
    jobs: [test]
`,
  check: ({ config }, report) => {
    for (const { name, span } of config.parameters.values()) {
      if (/^[A-Za-z][\w?-]*(\.[\w?-]+)*$/.test(name)) continue
      report({
        span,
        message: `the pipeline parameter "${name}" cannot be used in an expression: that needs a letter, then letters, digits, -, _ and single dots between them`,
        help: 'give it such a name',
      })
    }
  },
}

export default rule
