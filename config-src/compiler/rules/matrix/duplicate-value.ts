import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { comparable, matricesOf } from '../facts/matrices.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'matrix/duplicate-value',
  severity: 'warning',
  level: 'default',
  title: 'A value that stands twice in a matrix',
  what: 'A list of values under `matrix.parameters` with the same value twice. Numbers are compared as YAML reads them: 3.1 is 3.10.',
  why: 'The same job runs twice, under two names that end in numbers (S15.3).',
  source: 'S14.4',
  bad: `version: 2.1
jobs:
  build:
    parameters:
      node: { type: string }
    docker: [{ image: 'cimg/node:<< parameters.node >>' }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build: { matrix: { parameters: { node: ['20.18', '22.11', '20.18'] } } }
`,
  good: `version: 2.1
jobs:
  build:
    parameters:
      node: { type: string }
    docker: [{ image: 'cimg/node:<< parameters.node >>' }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build: { matrix: { parameters: { node: ['20.18', '22.11'] } } }
`,
  check: ({ ask }, report) => {
    for (const { entry, parameters } of ask(matricesOf)) {
      for (const { name, values } of parameters) {
        const first = new Map<string, Node>()
        for (const value of values) {
          const text = comparable(value)
          const earlier = text === undefined ? undefined : first.get(text)
          if (text !== undefined && !earlier) first.set(text, value)
          if (!earlier || value.kind !== 'scalar') continue
          report({
            span: value.span,
            message: `${quote(value.text)} stands twice among the values of ${quote(name)}: job ${quote(entry.job)} runs twice with it`,
            help: 'remove one of the two; versions such as 3.10 need quotes',
            related: [{ message: 'the first one', span: earlier.span }],
          })
        }
      }
    }
  },
}

export default rule
