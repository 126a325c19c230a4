import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import type { Definition, Parameter } from '../../2-resolve/config.ts'
import { quote } from '../../2-resolve/match.ts'
import { walkScalars } from '../facts/mentions.ts'
import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'param/unused',
  severity: 'warning',
  level: 'default',
  title: 'A parameter that is never read',
  what:
    'A parameter of a command, a job or an executor whose body never says `<< parameters.name >>`. A parameter of a job ' +
    'that a matrix gives is left alone: it may be there to run the job several times.',
  why: 'Callers set it and believe that it does something.',
  source: 'S3.2',
  bad: `version: 2.1
jobs:
  build:
    parameters:
      target: { type: string }
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make all
workflows:
  main:
    jobs:
      - build: { target: docs }
`,
  good: `version: 2.1
jobs:
  build:
    parameters:
      target: { type: string }
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: make << parameters.target >>
workflows:
  main:
    jobs:
      - build: { target: docs }
`,
  check: (facts, report) => {
    const { executors, commands, jobs } = facts.config.library
    for (const element of [executors, commands, jobs].flatMap(elements => [...elements.values()])) {
      if (element.is !== 'definition' || element.parameters.size === 0) continue
      const { name, kind } = element
      for (const parameter of unread(element, facts)) {
        report({
          span: parameter.span,
          message: `parameter ${quote(parameter.name)} of ${kind} ${quote(name)} is never used`,
          help: `remove it where it is declared and where it is given, or use << parameters.${parameter.name} >>`,
        })
      }
    }
  },
}

export default rule

function unread(definition: Definition, facts: Facts): readonly Parameter[] {
  const read = new Set<string>()
  const declared = get(definition.node, 'parameters')
  const visit = ({ text }: ScalarNode) => {
    for (const [, name] of text.matchAll(/parameters\.([\w-]+)/g)) read.add(name ?? '')
  }
  walkScalars(definition.node, visit, new Set(declared ? [declared] : []))
  for (const executor of givenExecutors(definition, facts)) walkScalars(executor, visit)
  const inMatrix = definition.kind === 'job' ? matrixParameters(definition, facts) : new Set()
  return [...definition.parameters.values()].filter(({ name }) => !read.has(name) && !inMatrix.has(name))
}

/** The executors that callers give: what a template in one says is read inside of the job (S3.5). */
function givenExecutors(definition: Definition, { calls }: Facts): readonly Node[] {
  const isExecutor = (name: string) => definition.parameters.get(name)?.type === 'executor'
  if (![...definition.parameters.keys()].some(isExecutor)) return []
  return calls()
    .filter(({ callee }) => callee === definition)
    .flatMap(call => call.arguments.filter(({ key }) => isExecutor(key)).map(({ value }) => value))
}

function matrixParameters(definition: Definition, { calls }: Facts): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { callee, owner } of calls()) {
    if (callee !== definition || owner.is !== 'entry') continue
    const matrix = owner.entry.settings.find(({ key }) => key === 'matrix')?.value
    const parameters = get(matrix, 'parameters')
    if (parameters?.kind === 'map') for (const { key } of parameters.entries) found.add(key)
  }
  return found
}
