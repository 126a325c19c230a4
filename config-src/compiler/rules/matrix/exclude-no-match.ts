import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { comparable, type Matrix, matricesOf } from '../facts/matrices.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'matrix/exclude-no-match',
  severity: 'warning',
  level: 'default',
  title: 'An exclusion that excludes nothing',
  what: 'An item of `matrix.exclude` with a parameter or a value that the matrix does not have. Templates are left alone.',
  why: 'The job that was to be left out runs (S14.5).',
  source: 'S14.5',
  bad: `version: 2.1
jobs:
  build:
    parameters:
      node: { type: string }
      os: { type: string }
    docker: [{ image: 'acme/<< parameters.os >>:<< parameters.node >>' }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build:
          matrix:
            parameters: { node: ['20', '22'], os: [debian, alpine] }
            exclude:
              - { node: '18', os: alpine }
`,
  good: `version: 2.1
jobs:
  build:
    parameters:
      node: { type: string }
      os: { type: string }
    docker: [{ image: 'acme/<< parameters.os >>:<< parameters.node >>' }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - build:
          matrix:
            parameters: { node: ['20', '22'], os: [debian, alpine] }
            exclude:
              - { node: '20', os: alpine }
`,
  check: ({ ask }, report) => {
    for (const matrix of ask(matricesOf)) {
      for (const item of matrix.exclude) {
        const problem = problemOf(item, matrix)
        if (problem)
          report({
            span: item.span,
            message: `this item excludes nothing: ${problem}`,
            help: 'correct it, or remove it',
            related: [{ message: 'the matrix', span: matrix.key.keyNode.span }],
          })
      }
    }
  },
}

export default rule

function problemOf(item: Node, { parameters }: Matrix): string | undefined {
  if (item.kind !== 'map' || item.templated) return undefined
  for (const { key, value } of item.entries) {
    const parameter = parameters.find(({ name }) => name === key)
    if (!parameter) return `the matrix has no parameter ${quote(key)}, but ${parameters.map(it => it.name).join(', ')}`
    const wanted = comparable(value)
    const known = parameter.values.map(comparable)
    if (wanted === undefined || known.includes(undefined) || known.includes(wanted)) continue
    const sameText = parameter.values.some(
      it => it.kind === 'scalar' && value.kind === 'scalar' && it.text === value.text,
    )
    const text = value.kind === 'scalar' ? quote(value.text) : 'this'
    if (sameText) return `${text} and the value of ${quote(key)} are of two types: quote both or none`
    const values = parameter.values.map(it => (it.kind === 'scalar' ? it.text : '…')).join(', ')
    return `${text} is no value of ${quote(key)}, which has ${values}`
  }
  return undefined
}
