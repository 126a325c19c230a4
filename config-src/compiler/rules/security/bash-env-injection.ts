import { get } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import type { Related } from '../../diagnostics/diagnostic.ts'
import type { Script } from '../facts/scripts.ts'
import { type Command, forEachChild, type Shell, type SyntaxNode } from '../facts/shell.ts'
import type { Owner } from '../facts/steps.ts'
import { type Taint, taintsIn } from '../facts/taint.ts'
import type { Facts } from '../facts.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/bash-env-injection',
  severity: 'warning',
  level: 'default',
  title: 'A text of an outsider in `$BASH_ENV`',
  what:
    'A script writes to `$BASH_ENV` a line in which the shell has already replaced a variable that holds a text of an ' +
    'outsider: `CIRCLE_BRANCH`, `CIRCLE_TAG`, or one that `environment` sets from such a value.',
  why:
    'Every later step reads `$BASH_ENV` as a script. A branch called `x;id` in `export BRANCH=x;id` runs `id`, with the ' +
    'secrets of the job.',
  source: 'S12.22',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run: echo "export IMAGE_TAG=$CIRCLE_BRANCH" >> "$BASH_ENV"
      - run: ./report.sh
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run: echo 'export IMAGE_TAG=$CIRCLE_BRANCH' >> "$BASH_ENV"
      - run: ./report.sh
workflows:
  main:
    jobs: [test]
`,
  check: (facts, report) => {
    for (const script of facts.scripts()) {
      if (!script.scalar.text.includes('BASH_ENV')) continue
      const shell = script.shell()
      if (shell) inScript(script, shell, { facts, report })
    }
  },
}

export default rule

/** Variables that CircleCI sets to texts of outsiders. */
const given = ['CIRCLE_BRANCH', 'CIRCLE_TAG']

/** A variable with such a text, and how the text came into it. */
interface Variable {
  readonly source: string
  readonly path: readonly Related[]
}

function inScript(script: Script, shell: Shell, { facts, report }: { facts: Facts; report: ReportFinding }): void {
  const tainted = variablesOf(script, facts)
  for (const { node } of shell.commands) {
    if (!writesToBashEnv(node, shell.text)) continue
    for (const { name, pos, end } of expansionsIn(node)) {
      const variable = tainted.get(name)
      if (!variable || isEscaped(shell, node, name)) continue
      report({
        span: script.spanOf({ pos, end }),
        message: `"$${name}" (${variable.source}, which an outsider chooses) is written into $BASH_ENV, which every later step runs as a script`,
        help: `let the later step expand it: 'export NAME=$${name}' in single quotes, or quote it with printf %q`,
        related: variable.path,
      })
    }
  }
}

function variablesOf({ settings, step, jobs }: Script, facts: Facts): ReadonlyMap<string, Variable> {
  const found = new Map<string, Variable>(given.map(name => [name, { source: 'set by CircleCI', path: [] }]))
  const add = (environment: Node | undefined, owner: Owner) => {
    for (const { key, keyNode, value } of entriesOf(environment)) {
      const [taint] = taintsIn(value, owner, facts).filter(({ chooser }: Taint) => chooser === 'outsider')
      const here = { message: `"${key}" is set here`, span: keyNode.span }
      if (taint) found.set(key, { source: taint.source, path: [here, ...taint.path] })
    }
  }
  for (const { job } of jobs) {
    const definition = job?.definition
    if (definition) add(get(definition.node, 'environment'), { is: 'definition', definition, home: definition.home })
  }
  add(get(settings, 'environment'), step.owner)
  return found
}

function entriesOf(environment: Node | undefined): readonly Entry[] {
  if (environment?.kind === 'map') return environment.entries
  return environment?.kind === 'seq' ? environment.items.flatMap(entriesOf) : []
}

function writesToBashEnv(node: Command, text: string): boolean {
  return node.redirects.some(
    redirect => redirect.type === 'Redirect' && /BASH_ENV/.test(text.slice(redirect.target?.pos, redirect.target?.end)),
  )
}

/** Variables that the shell replaces in what a command writes; those in its redirections are no part of that. */
function expansionsIn(node: Command): { name: string; pos: number; end: number }[] {
  const found: { name: string; pos: number; end: number }[] = []
  const visit = (part: SyntaxNode): void => {
    if (part.type === 'Redirect' || part.type === 'CommandExpansion') return
    if (part.type === 'SimpleExpansion') found.push({ name: part.text.slice(1), pos: part.pos, end: part.end })
    if (part.type === 'ParameterExpansion' && !part.operation)
      found.push({ name: part.parameter, pos: part.pos, end: part.end })
    forEachChild(part, visit)
  }
  visit(node)
  return found
}

/** `printf %q` quotes what it writes. */
function isEscaped({ text }: Shell, node: Command, name: string): boolean {
  const written = text.slice(node.pos, node.end)
  return /^printf\b.*%q/.test(written) || written.includes(`\${${name}@Q}`)
}
