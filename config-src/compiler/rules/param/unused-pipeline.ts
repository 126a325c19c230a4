import { quote } from '../../2-resolve/match.ts'
import { removeDefinition } from '../facts/edits.ts'
import { runsSomething } from '../facts/uses.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'param/unused-pipeline',
  severity: 'info',
  level: 'default',
  title: 'A pipeline parameter that is never read',
  what:
    'A parameter at the top of the file that nothing in it reads. Setup configs are left alone: what they declare is passed ' +
    'on to the config that they continue with.',
  why: 'Somebody may set it when they start a pipeline, and nothing happens.',
  source: 'S7',
  bad: `version: 2.1
parameters:
  verbose: { type: boolean, default: false }
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
parameters:
  verbose: { type: boolean, default: false }
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    unless: << pipeline.parameters.verbose >>
    jobs: [build]
`,
  check: ({ config, document, scalars }, report) => {
    if (config.setup || config.parameters.size === 0 || !runsSomething(config)) return
    const read = new Set<string>()
    for (const { text } of scalars()) {
      if (!text.includes('pipeline.parameters.')) continue
      for (const [, name] of text.matchAll(/pipeline\.parameters\.([\w.-]+)/g)) read.add(name ?? '')
    }
    for (const { name, span } of config.parameters.values()) {
      if (read.has(name)) continue
      report({
        span,
        message: `pipeline parameter ${quote(name)} is never read`,
        help: `remove it, or use << pipeline.parameters.${name} >>; a config that another one continues with must declare what it is given`,
        // Whoever starts a pipeline with it would be refused.
        ...unsafe(removeDefinition(document, 'parameters', name)),
      })
    }
  },
}

export default rule

function unsafe({ fix }: ReturnType<typeof removeDefinition>): ReturnType<typeof removeDefinition> {
  return fix ? { fix: { ...fix, kind: 'unsafe' } } : {}
}
