import { safe } from '../edit.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/needless-expression',
  severity: 'info',
  level: 'pedantic',
  title: 'A template that always gives the same',
  what: 'All that stands between `<<` and `>>` is a text, a number or a boolean.',
  why: 'The value can be written as it is, and then everybody sees it.',
  source: 'S4.8',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment:
      LEVEL: << "debug" >>
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment:
      LEVEL: "debug"
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  check: ({ expressions }, report) => {
    for (const { expr, where, scalar, whole, spanOf } of expressions()) {
      if (where !== 'tag' || expr.kind !== 'literal') continue
      const { span } = scalar
      const isPlain = whole && scalar.style === 'plain'
      const text = typeof expr.value === 'string' ? JSON.stringify(expr.value) : String(expr.value)
      report({
        span: spanOf(expr),
        message: `this template always gives ${text}`,
        // In the middle of a text the value has no quotes.
        help: `write ${whole ? text : String(expr.value)}`,
        ...(isPlain ? { fix: safe('write the value itself', { span, text }) } : {}),
      })
    }
  },
}

export default rule
