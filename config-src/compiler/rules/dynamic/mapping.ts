import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import { quote } from '../../2-resolve/match.ts'
import { orbsOf } from '../facts/orbs.ts'
import { entriesOf } from '../facts/uses.ts'
import type { Facts } from '../facts.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'dynamic/mapping',
  severity: 'error',
  level: 'default',
  title: 'A line of a mapping that cannot be read',
  what:
    'A line of `mapping` for the orb `circleci/path-filtering` that has fewer than three fields (a pattern of paths, a ' +
    'pipeline parameter, its value), or whose value is no JSON. A mapping with templates, and the name of a file, are left alone.',
  why: 'The job of the orb fails, and the pipeline does not go on.',
  source: 'https://circleci.com/developer/orbs/orb/circleci/path-filtering',
  bad: `version: 2.1
setup: true
orbs:
  paths: circleci/path-filtering@1.3.0
workflows:
  main:
    jobs:
      - paths/filter:
          base-revision: main
          mapping: |
            web/.* web-changed true
            api/.* environment staging
`,
  good: `version: 2.1
setup: true
orbs:
  paths: circleci/path-filtering@1.3.0
workflows:
  main:
    jobs:
      - paths/filter:
          base-revision: main
          mapping: |
            web/.* web-changed true
            api/.* environment "staging"
`,
  check: (facts, report) => {
    const aliases = facts.ask(orbsOf).flatMap(({ alias, name }) => (name === 'circleci/path-filtering' ? [alias] : []))
    if (aliases.length === 0) return
    for (const mapping of mappingsOf(facts, aliases)) {
      if (mapping?.kind === 'scalar' && !mapping.templated && !isFile(mapping.text)) inMapping(mapping, report)
    }
  },
}

export default rule

function mappingsOf({ config, steps }: Facts, aliases: readonly string[]): readonly (Node | undefined)[] {
  const isOurs = (name: string) => aliases.some(alias => name.startsWith(`${alias}/`))
  const inSteps = steps().flatMap(({ name, body }) => (isOurs(name) ? [get(body, 'mapping')] : []))
  const inJobs = entriesOf(config).flatMap(({ job, settings }) =>
    isOurs(job) ? [settings.find(({ key }) => key === 'mapping')?.value] : [],
  )
  return [...inSteps, ...inJobs]
}

function isFile(text: string): boolean {
  return /^\S+$/.test(text.trim())
}

function inMapping(mapping: ScalarNode, report: ReportFinding): void {
  for (const match of mapping.text.matchAll(/^[ \t]*(\S.*?)[ \t]*$/gm)) {
    const line = match[1] ?? ''
    if (line.startsWith('#')) continue
    const start = match.index + match[0].indexOf(line)
    const [, name, value] = line.split(/\s+/)
    const span = within(mapping, start, start + line.length)
    const help = 'write: PATTERN PARAMETER VALUE, as in: web/.* web-changed true'
    if (name === undefined || value === undefined) {
      report({
        span,
        message: `${quote(line)} is no line of a mapping: expected a pattern, a parameter and its value`,
        help,
      })
    } else if (!isJson(line.slice(line.indexOf(name, line.search(/\s/)) + name.length).trim()) && !isJson(value)) {
      report({
        span,
        message: `${quote(value)} is no value of a parameter: expected JSON`,
        help: /^(true|false)$/i.test(value) ? `write ${value.toLowerCase()}` : `a text needs quotes: "${value}"`,
      })
    }
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
