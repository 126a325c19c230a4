import type { Config } from '../../2-resolve/config.ts'
import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/unsound-ternary',
  severity: 'warning',
  level: 'default',
  title: '`c and x or y` whose middle is false',
  what:
    'In a template, `c and x or y` chooses between two values, and `x` is `false`, a boolean pipeline parameter or a comparison. (`0` and ' +
    'empty texts are true in expressions, so they do work as `x`.)',
  why: 'Where `c` holds and `x` is false, the whole is `y`: the idiom cannot give a false value.',
  source: 'S5.7, S5.6',
  bad: `version: 2.1
parameters:
  release: { type: boolean, default: false }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment:
      DEBUG: << pipeline.parameters.release and false or "verbose" >>
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
parameters:
  release: { type: boolean, default: false }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment:
      DEBUG: << pipeline.parameters.release and "no" or "verbose" >>
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  check: ({ expressions, config }, report) => {
    for (const { expr, where, spanOf } of expressions()) {
      if (where !== 'tag') continue
      walkExpression(expr, part => {
        if (part.kind !== 'or' || part.left.kind !== 'and') return
        const middle = part.left.right
        const never = middle.kind === 'literal' && middle.value === false
        if (!never && !(isFlag(middle, config) && isText(part.right, config))) return
        report({
          span: spanOf(middle),
          message: never
            ? 'this can never give false: where the condition holds, "and false" is false, and what follows "or" is taken'
            : 'where this is false, what follows "or" is taken, although the condition holds',
          help: 'turn it round: put the value that is never false in the middle, and "not" before the condition',
        })
      })
    }
  },
}

export default rule

function isFlag(expr: Expr, config: Config): boolean {
  return expr.kind === 'not' || expr.kind === 'compare' || typeOf(expr, config) === 'boolean'
}

/** Whether a part is never a boolean, so that the whole chooses between values and is no question. */
function isText(expr: Expr, config: Config): boolean {
  if (expr.kind === 'literal') return typeof expr.value !== 'boolean'
  const type = typeOf(expr, config)
  return type !== undefined && type !== 'boolean'
}

/** The type of a pipeline parameter. */
function typeOf(expr: Expr, { parameters }: Config): string | undefined {
  const name = expr.kind === 'name' ? /^pipeline\.parameters\.(.+)$/.exec(expr.name)?.[1] : undefined
  return name === undefined ? undefined : parameters.get(name)?.type
}
