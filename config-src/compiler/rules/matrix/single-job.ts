import { quote } from '../../2-resolve/match.ts'
import { matricesOf } from '../facts/matrices.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'matrix/single-job',
  severity: 'info',
  level: 'pedantic',
  title: 'A matrix of one',
  what: 'A matrix each of whose parameters has one value.',
  why: 'It is a job with arguments, written in a longer way, and with the arguments in its name.',
  source: 'S24 L18',
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
      - build: { matrix: { parameters: { node: ['20.18'] } } }
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
      - build: { node: '20.18' }
`,
  check: ({ ask }, report) => {
    for (const { entry, key, parameters } of ask(matricesOf)) {
      if (parameters.length === 0 || parameters.some(({ values }) => values.length !== 1)) continue
      report({
        span: key.keyNode.span,
        message: `the matrix of ${quote(entry.job)} makes one job only`,
        help: 'give the values as arguments of the job',
      })
    }
  },
}

export default rule
