import { expansionsIn } from '../facts/expansions.ts'
import { outputOf, writtenBy } from '../facts/output.ts'
import type { Script } from '../facts/scripts.ts'
import {
  type Assignment,
  forEachChild,
  type ParameterOperation,
  type Shell,
  type ShellCommand,
  type SyntaxNode,
} from '../facts/shell.ts'
import { type Variable, variablesOf } from '../facts/variables.ts'
import type { Facts } from '../facts.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/bash-env-injection',
  severity: 'warning',
  level: 'default',
  title: 'A text of an outsider in `$BASH_ENV`',
  what:
    'A script writes to `$BASH_ENV` a line in which the shell has already replaced a variable that holds a text of an ' +
    'outsider: `CIRCLE_BRANCH`, `CIRCLE_TAG`, or one that `environment` or the script sets from such a value. What another ' +
    'program makes of the text (`$(… | tr …)`) is left alone.',
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

function inScript(script: Script, shell: Shell, { facts, report }: { facts: Facts; report: ReportFinding }): void {
  const variables = new Map(variablesOf(script, facts))
  const changes = assignmentsIn(shell.tree)
  for (const command of shell.commands) {
    while ((changes[0]?.node.pos ?? command.node.end) < command.node.end) assign(changes.shift(), variables, script)
    if (!writesToBashEnv(command)) continue
    for (const { name, pos, end, operation } of writtenBy(command).flatMap(expansionsIn)) {
      const variable = variables.get(name)
      if (!variable || isCleaned(operation) || /^printf\b.*%q/s.test(script.textOf(command.node))) continue
      report({
        span: script.spanOf({ pos, end }),
        message: `"$${name}" (${variable.source}, which an outsider chooses) is written into $BASH_ENV, which every later step runs as a script`,
        help: `let the later step expand it: 'export NAME=$${name}' in single quotes, or quote it with printf %q`,
        related: variable.path,
      })
    }
  }
}

/** Whether a command writes what it writes to `$BASH_ENV`: by a redirection, or through `tee`. */
function writesToBashEnv(command: ShellCommand): boolean {
  const { file, through, isTaken } = outputOf(command)
  const isTee = (it: ShellCommand | undefined) => it?.name === 'tee' && it.words.some(isBashEnv)
  // What another program makes of the text is not known.
  const at = through.findIndex(it => it?.name !== 'cat' && it?.name !== 'tee')
  const kept = at < 0 ? through : through.slice(0, at)
  return isTee(command) || kept.some(isTee) || (at < 0 && !isTaken && file !== undefined && isBashEnv(file))
}

function isBashEnv(word: string): boolean {
  return /\$\{?BASH_ENV\b/.test(word)
}

/** Quoted for a shell, or with all but known letters replaced. */
function isCleaned(operation: ParameterOperation | undefined): boolean {
  if (operation?.type === 'Transform') return operation.operand.value.startsWith('Q')
  return operation?.type === 'Replace' && operation.operator === '//' && /^\[[\^!]/.test(operation.pattern.value)
}

interface Change {
  readonly node: Assignment
  /** Whether it happens in any case, and so ends what the variable was before. */
  readonly isSure: boolean
}

/** The assignments of a script, in their order. */
function assignmentsIn(tree: SyntaxNode): Change[] {
  const found: Change[] = []
  const visit = (node: SyntaxNode, isSure: boolean): void => {
    // One before a command is for that command alone.
    if (node.type === 'Command' && node.name) for (const it of node.suffix) visit(it, isSure)
    else if (node.type === 'Assignment') found.push({ node, isSure })
    else forEachChild(node, child => visit(child, isSure && /^(Script|Statement|Command)$/.test(node.type)))
  }
  visit(tree, true)
  return found
}

function assign(change: Change | undefined, variables: Map<string, Variable>, script: Script): void {
  if (!change) return
  const { node, isSure } = change
  const from = expansionsIn(node).find(({ name, operation }) => variables.has(name) && !isCleaned(operation))
  const origin = from && variables.get(from.name)
  if (!origin) {
    if (isSure) variables.delete(node.name)
    return
  }
  const here = { message: `"${node.name}" is set here`, span: script.spanOf(node) }
  variables.set(node.name, { source: origin.source, path: [here, ...origin.path] })
}
