import { get, getEntry } from '../../1-parse/build.ts'
import type { Entry } from '../../1-parse/node.ts'
import { replaceValue, unsafe } from '../edit.ts'
import { definitionsOf } from '../facts/steps.ts'
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
  check: ({ config, document }, report) => {
    for (const { node, kind, name } of definitionsOf(config.library)) {
      const machine = getEntry(node, 'machine')
      const resourceClass = get(node, 'resource_class') ?? get(machine?.value, 'resource_class')
      if (!machine || kind === 'command' || !lacksImage(machine)) continue
      // A template may become the class of a runner, and a job may bring a class to its executor.
      if (resourceClass?.kind === 'scalar' && /\/|<</.test(resourceClass.text)) continue
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

function lacksImage({ value }: Entry): boolean {
  if (value.kind === 'map') return get(value, 'image') === undefined && value.entries.every(({ key }) => key !== '<<')
  return value.kind === 'scalar' && value.type === 'bool' && value.value
}
