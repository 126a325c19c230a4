import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/syntax',
  severity: 'warning',
  level: 'default',
  title: 'A script that bash cannot read',
  what: 'The script of a `run` step is no bash: a quote, a parenthesis or an `if` is not closed. Scripts with templates are left alone.',
  why: 'The step fails when it runs, perhaps only on the branch that matters.',
  source: 'S9.8',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: |
          if [ -f package.json ]; then
            npm ci
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: |
          if [ -f package.json ]; then
            npm ci
          fi
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const { scalar, fault, spanOf } of scripts()) {
      // A template may hold any part of a script.
      const found = scalar.templated ? undefined : fault()
      if (found) {
        const end = Math.min(scalar.text.length, found.pos + 1)
        report({
          span: spanOf({ pos: Math.min(found.pos, end), end }),
          message: `bash cannot read this script: ${found.message.replace(/'([^']*)'/g, '"$1"')}`,
        })
      }
    }
  },
}

export default rule
