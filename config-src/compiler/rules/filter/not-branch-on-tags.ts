import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/not-branch-on-tags',
  severity: 'warning',
  level: 'default',
  title: 'A negated branch that lets every tag through',
  what: 'An expression in `filters` negates a test of `pipeline.git.branch` with `not`, and asks neither for a branch nor for a tag.',
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
      if (where !== 'filters' || mentions(expr, 'pipeline.git.tag')) continue
      const [first] = holdingOnTags(expr)
      if (!first) continue
      report({
        span: spanOf(first),
        message: 'this is true on every tag too: where there is no branch, "not" makes the undefined test true',
        help: 'compare with "!=", or add "pipeline.git.branch and"',
      })
    }
  },
}

export default rule

/** The negated tests of a branch that can make the whole hold on a tag: beside `and` no test asks for a branch. */
function holdingOnTags(expr: Expr): readonly Expr[] {
  if (expr.kind === 'not') return testsBranch(expr.operand) && holdingOnTags(expr.operand).length === 0 ? [expr] : []
  if (expr.kind === 'or') return [...holdingOnTags(expr.left), ...holdingOnTags(expr.right)]
  if (expr.kind !== 'and') return []
  const sides = [expr.left, expr.right]
  const isKept = sides.every(side => !mentions(side, branch) || holdingOnTags(side).length > 0)
  return isKept ? sides.flatMap(holdingOnTags) : []
}

/** Whether an expression compares the branch with something; `not pipeline.git.branch` asks for tags, and means it. */
function testsBranch(expr: Expr): boolean {
  let found = false
  walkExpression(expr, part => {
    if (part.kind === 'compare' && mentions(part, branch)) found = true
  })
  return found
}

const branch = 'pipeline.git.branch'

function mentions(expr: Expr, name: string): boolean {
  let found = false
  walkExpression(expr, part => {
    if (part.kind === 'name' && part.name === name) found = true
  })
  return found
}
