import { get, getEntry } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import { replaceValue, unsafe } from '../edit.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deprecated/machine-true',
  severity: 'warning',
  level: 'default',
  title: 'A machine without an image',
  what:
    '`machine: true`, or a `machine` that names no image. With the resource class of a self-hosted runner (`org/name`) it ' +
    'is right, and left alone.',
  why: 'CircleCI chooses an image, an old one, and may take it away (S9.5, S9.17).',
  source: 'S9.5',
  bad: `version: 2.1
jobs:
  build:
    machine: true
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:2024.11.1 }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ document, ask }, report) => {
    const definitions = ask(allDefinitions)
    // A job may bring the class of a runner to its executor.
    const givesRunner = definitions.some(
      ({ node, kind }) => kind === 'job' && get(node, 'executor') && isRunnerOrOpen(get(node, 'resource_class')),
    )
    const seen = new Set<Node>()
    for (const { node, kind, name } of definitions) {
      const machine = getEntry(node, 'machine')
      const resourceClass = get(node, 'resource_class') ?? get(machine?.value, 'resource_class')
      if (!machine || kind === 'command' || !lacksImage(machine)) continue
      if (isRunnerOrOpen(resourceClass) || (kind === 'executor' && givesRunner)) continue
      // What an anchor gives to several jobs is told once.
      if (seen.has(machine.keyNode)) continue
      seen.add(machine.keyNode)
      const edit = machine.value.kind === 'scalar' && replaceValue(document, machine, '{ image: ubuntu-2404:current }')
      report({
        span: machine.keyNode.span,
        message: `the machine of ${kind} "${name}" has no image: leaving it to CircleCI is deprecated`,
        help: 'name one: machine: { image: ubuntu-2404:current }',
        ...(edit ? { fix: unsafe('run on ubuntu-2404:current', edit) } : {}),
      })
    }
  },
}

export default rule

/** Whether a resource class is that of a runner, or may become one by its template. */
function isRunnerOrOpen(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && /\/|<</.test(node.text)
}

function lacksImage({ value }: Entry): boolean {
  if (value.kind === 'map') return get(value, 'image') === undefined && value.entries.every(({ key }) => key !== '<<')
  return value.kind === 'scalar' && value.type === 'bool' && value.value
}
