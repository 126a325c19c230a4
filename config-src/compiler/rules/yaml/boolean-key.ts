import { get } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { unsafe } from '../edit.ts'
import { replace } from '../facts/edits.ts'
import { sections } from '../facts/mentions.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'yaml/boolean-key',
  severity: 'warning',
  level: 'default',
  title: 'A name that YAML reads as a boolean',
  what:
    'A key without quotes that YAML 1.1 takes for a boolean or for nothing: `on`, `off`, `yes`, `no`, `null`, in any section ' +
    'that CircleCI reads.',
  why: 'The variable, job or parameter is called `true`, `false` or `null` then (S2.10), and nobody finds it under its name.',
  source: 'S2.2, S2.10',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    environment: { NO: nein, YES: ja }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.11 }]
    environment: { 'NO': nein, 'YES': ja }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ document }, report) => {
    const found: Entry[] = []
    const seen = new Set<Node>()
    for (const section of sections) collect(get(document.root, section), found, seen)
    for (const { keyNode } of found) {
      const { text, value } = keyNode
      report({
        span: keyNode.span,
        message: `${quote(text)} without quotes is not this name: YAML reads it as ${value === null ? 'nothing' : `the boolean ${String(value)}`}`,
        help: `put it in quotes: '${text}'`,
        ...(text === '' ? {} : { fix: unsafe('put it in quotes', replace(keyNode.span, `'${text}'`)) }),
      })
    }
  },
}

export default rule

/** The entries whose key is a boolean or nothing; what an alias repeats is looked at once. */
function collect(node: Node | undefined, found: Entry[], seen: Set<Node>): void {
  if (!node || node.kind === 'scalar' || seen.has(node)) return
  seen.add(node)
  if (node.kind === 'seq') {
    for (const item of node.items) collect(item, found, seen)
    return
  }
  for (const entry of node.entries) {
    if (entry.keyNode.type === 'bool' || entry.keyNode.type === 'null') found.push(entry)
    collect(entry.value, found, seen)
  }
}
