import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import { quote } from '../../2-resolve/match.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const names = [
  '.Branch',
  '.BuildNum',
  '.Revision',
  '.CheckoutKey',
  '.Environment',
  'arch',
  'epoch',
  'checksum',
  '.Timestamp',
]

const rule: Rule = {
  id: 'cache/template',
  severity: 'error',
  level: 'default',
  title: 'A template that cache keys do not have',
  what:
    'In the key of `save_cache` or `restore_cache`: a `{{ … }}` with a name that does not exist, a `checksum` without a ' +
    'file in double quotes, a `{{` that is not closed. Templates that call other functions are left alone.',
  why: 'The step fails: keys are templates of Go, and CircleCI knows eight names in them.',
  source: 'S12.17',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - restore_cache: { key: 'npm-{{ .Brnach }}-' }
      - run: npm ci
      - save_cache: { key: 'npm-{{ .Branch }}-{{ .Revision }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - restore_cache: { key: 'npm-{{ .Branch }}-' }
      - run: npm ci
      - save_cache: { key: 'npm-{{ .Branch }}-{{ .Revision }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  check: ({ steps }, report) => {
    for (const { name, body, owner } of steps()) {
      if ((name !== 'save_cache' && name !== 'restore_cache') || owner.home.commands.has(name)) continue
      for (const key of [get(body, 'key'), get(body, 'keys')].flatMap(scalarsOf)) inKey(key, report)
    }
  },
}

export default rule

function scalarsOf(node: Node | undefined): readonly ScalarNode[] {
  if (node?.kind === 'seq') return node.items.flatMap(scalarsOf)
  return node?.kind === 'scalar' && node.type === 'string' ? [node] : []
}

function inKey(key: ScalarNode, report: ReportFinding): void {
  let end = 0
  for (const match of key.text.matchAll(/\{\{-?\s*(.*?)\s*-?\}\}/gs)) {
    end = match.index + match[0].length
    const problem = problemOf(match[1] ?? '')
    if (problem) report({ span: within(key, match.index, end), ...problem })
  }
  const open = key.text.indexOf('{{', end)
  if (open >= 0)
    report({
      span: within(key, open, key.text.length),
      message: `a "{{" of this key is not closed`,
      help: 'end it with "}}"',
    })
}

function problemOf(content: string): { readonly message: string; readonly help: string } | undefined {
  // What is put together from parameters, or calls functions, is not judged.
  if (/<<|[|()]|^\/\*/.test(content)) return undefined
  const [, name = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(content) ?? []
  if (name === 'checksum') {
    if (/^(".*"|`.*`|\.\w[\w.]*)$/s.test(rest)) return undefined
    const file = rest.replace(/['"]/g, '') || 'package-lock.json'
    return {
      message: `"checksum" needs the path of a file in double quotes, found ${rest === '' ? 'nothing' : quote(rest)}`,
      help: `write {{ checksum "${file}" }}`,
    }
  }
  const known = /^\.Environment\.\w+$/.test(name) || (name !== '.Environment' && names.includes(name))
  if (known) return undefined
  const near = suggest(name, names)
  return {
    message: `there is no cache template ${quote(`{{ ${content} }}`)}`,
    help: near ? `did you mean "{{ ${near} }}"?` : `there are ${names.join(', ')}`,
  }
}
