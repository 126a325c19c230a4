import { type Expansion, expansionsIn } from '../facts/expansions.ts'
import { isCopier, outputOf, writtenBy } from '../facts/output.ts'
import type { Script } from '../facts/scripts.ts'
import type { Shell, ShellCommand } from '../facts/shell.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/secret-in-log',
  severity: 'warning',
  level: 'default',
  title: 'A secret in the log',
  what:
    'A script prints a variable that looks secret (`echo "$API_TOKEN"`) to the log, a part of it or another form ' +
    '(`echo "$API_TOKEN" | base64`); or all variables (`env | sort`); or, after `set -x`, the commands that get a secret. ' +
    'What goes into a file or another program is left alone.',
  why:
    'CircleCI hides the values that it knows, but not a part of one, one in another form (base64, URL), or one that a script ' +
    'has fetched. Whoever may see the build may see the log.',
  source: '[masking](https://circleci.com/docs/guides/security/env-vars/)',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: echo "the token is $API_TOKEN"
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: test -n "$API_TOKEN" && echo "there is a token"
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      const shell = script.shellWith(/env|PASS|SECRET|TOKEN|KEY|CREDENTIAL/i)
      if (!shell) continue
      for (const command of shell.commands) {
        if (reachesLog(command)) for (const finding of printedBy(command, script)) report(finding)
      }
      const traced = tracedSecret(shell)
      if (traced) report(findingOf(traced, script))
    }
  },
}

export default rule

const secret =
  /(^|_)(PASS|PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|(ACCESS|SECRET|PRIVATE|SIGNING|ENCRYPTION|SSH)_KEY|CREDENTIALS?)(_V\d+|_B64|_BASE64|_JSON)?$/i

/** Whether the log gets the output of a command, or another form of it: no file, no substitution, no other program. */
function reachesLog(command: ShellCommand): boolean {
  const { file, through, isTaken } = outputOf(command)
  return file === undefined && !isTaken && through.every(isCopier)
}

function printedBy(command: ShellCommand, script: Script): readonly Finding[] {
  const { name, words, node } = command
  const all = ['env', 'printenv'].includes(name) && words.length === 0
  if (all || (name === 'printenv' && secret.test(words[0] ?? ''))) {
    const what = all ? 'all variables of the environment' : `"$${words[0]}"`
    const help = all ? 'print those that you want to see, by name' : helpFor(words[0] ?? '')
    return [{ span: script.spanOf(node), message: `"${name}" prints ${what} to the log`, help }]
  }
  const variables = writtenBy(command).flatMap(expansionsIn)
  return variables.flatMap(variable =>
    secret.test(variable.name)
      ? [
          {
            span: script.spanOf(variable),
            message: `"${name}" prints "$${variable.name}" to the log`,
            help: helpFor(variable.name),
          },
        ]
      : [],
  )
}

function helpFor(name: string): string {
  return `to see whether it is there: test -n "$${name}"`
}

/** A `set -x`, and the first secret that a command after it is given. */
interface Traced {
  readonly on: ShellCommand
  readonly variable: Expansion
}

function tracedSecret({ commands }: Shell): Traced | undefined {
  let on: ShellCommand | undefined
  for (const command of commands) {
    if (command.name === 'set') on = traceAfter(command, on)
    const variable = expansionsIn(command.node).find(({ name }) => secret.test(name))
    if (on && variable) return { on, variable }
  }
  return undefined
}

function traceAfter(command: ShellCommand, on: ShellCommand | undefined): ShellCommand | undefined {
  // What stands behind "--" are arguments of the script.
  const words = command.words.includes('--') ? command.words.slice(0, command.words.indexOf('--')) : command.words
  const isNamed = words.includes('xtrace')
  if (words.some(word => /^-[a-z]*x/.test(word)) || (isNamed && words.some(word => /^-[a-z]*o$/.test(word))))
    return command
  return words.includes('+x') || isNamed ? undefined : on
}

function findingOf({ on, variable }: Traced, { spanOf }: Script): Finding {
  return {
    span: spanOf(on.node),
    message: `from here on the shell prints each command to the log, and one of them with "$${variable.name}"`,
    help: 'put set +x before the commands that get secrets',
    related: [{ message: 'it is used here', span: spanOf(variable) }],
  }
}
