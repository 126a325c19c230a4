import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import { quote } from '../../2-resolve/match.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { environmentsOf } from '../facts/environments.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'env/bad-name',
  severity: 'warning',
  level: 'default',
  title: 'A variable that no shell can read',
  what: 'A name under `environment` with other characters than letters, digits and `_`, or a digit first.',
  why: 'A shell cannot read such a variable as `$NAME`, and some drop it.',
  source: 'S9.7, POSIX 8.1',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    environment: { BUILD-TARGET: web }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    environment: { BUILD_TARGET: web }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { name, span } of facts.ask(environmentsOf).flatMap(namesIn)) {
      if (name.includes('<<') || /^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue
      const better = name.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d)/, '_')
      report({
        span,
        message: `${quote(name)} is no name for an environment variable: letters, digits and "_" make one, no digit first`,
        ...(/^_*$/.test(better) ? {} : { help: `call it ${better}` }),
      })
    }
  },
}

export default rule

interface Name {
  readonly name: string
  readonly span: Span
}

function namesIn(node: Node): readonly Name[] {
  if (node.kind === 'seq') return node.items.flatMap(namesIn)
  if (node.kind === 'map') return node.entries.map(({ key, keyNode }) => ({ name: key, span: keyNode.span }))
  return node.type === 'string' ? fromText(node) : []
}

/** `NAME=value`, as an item of a list. */
function fromText(node: ScalarNode): readonly Name[] {
  const at = node.text.indexOf('=')
  return at > 0 ? [{ name: node.text.slice(0, at), span: within(node, 0, at) }] : []
}
