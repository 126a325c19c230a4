import type { Config } from '../../2-resolve/config.ts'
import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/not-binds-tight',
  severity: 'warning',
  level: 'default',
  title: '`not` that takes only the next word',
  what: '`not` stands before a comparison without parentheses: `not a == b`.',
  why:
    '`not` binds more tightly than every operator: `not a == b` compares `(not a)`, a boolean, with `b`. ' +
    'Between two booleans that is the same.',
  source: 'S5.4',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment: { PREVIEW: << not pipeline.git.branch == "main" >> }
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment: { PREVIEW: << pipeline.git.branch != "main" >> }
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  check: ({ expressions, config }, report) => {
    for (const { expr, scalar, spanOf } of expressions()) {
      walkExpression(expr, part => {
        // A part in parentheses begins with them.
        if (part.kind !== 'compare' || part.left.kind !== 'not' || scalar.text[part.left.start] === '(') return
        // Between two booleans it makes no difference.
        if (isBoolean(part.left.operand, config) && isBoolean(part.right, config)) return
        report({
          span: spanOf(part.left),
          message: `"${scalar.text.slice(part.start, part.end)}" means "(${scalar.text.slice(part.left.start, part.left.end)}) ${scalar.text.slice(part.at.start, part.end)}"`,
          help: `put the comparison in parentheses${opposite[part.operator] ?? ''}`,
        })
      })
    }
  },
}

export default rule

/** What says the opposite without `not`. */
const opposite: Readonly<Record<string, string>> = { '==': ', or use "!="', '!=': ', or use "=="' }

function isBoolean(expr: Expr, { parameters }: Config): boolean {
  if (expr.kind === 'literal') return typeof expr.value === 'boolean'
  const name = expr.kind === 'name' ? /^pipeline\.parameters\.(.+)$/.exec(expr.name)?.[1] : undefined
  return expr.kind === 'not' || (name !== undefined && parameters.get(name)?.type === 'boolean')
}
