import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/not-branch-on-tags',
  severity: 'warning',
  level: 'default',
  title: 'A negated branch that lets every tag through',
  what: 'An expression in `filters` negates a test of `pipeline.git.branch` with `not` and says nothing of tags.',
  why:
    'On a tag there is no branch: the test is undefined, and `not` of that is true. The job runs on every tag, unlike with ' +
    '`!=`, which is never true where there is no branch.',
  source: 'S17.12',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test:
          filters: not (pipeline.git.branch == "main")
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test:
          filters: pipeline.git.branch != "main"
`,
  check: ({ expressions }, report) => {
    for (const { expr, where, spanOf } of expressions()) {
      // An expression that asks for more, such as a branch, settles what happens on tags.
      if (where !== 'filters' || expr.kind !== 'not' || !mentions(expr, 'pipeline.git.branch')) continue
      if (mentions(expr, 'pipeline.git.tag')) continue
      report({
        span: spanOf(expr),
        message: 'this is true on every tag too: where there is no branch, "not" makes the undefined test true',
        help: 'compare with "!=", or add "pipeline.git.branch and"',
      })
    }
  },
}

export default rule

function mentions(expr: Expr, name: string): boolean {
  let found = false
  walkExpression(expr, part => {
    if (part.kind === 'name' && part.name === name) found = true
  })
  return found
}
