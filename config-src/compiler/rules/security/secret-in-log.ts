import { forEachChild, type ShellCommand, type SyntaxNode } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/secret-in-log',
  severity: 'warning',
  level: 'default',
  title: 'A secret in the log',
  what: 'A script prints a variable that looks secret (`echo "$API_TOKEN"`) to the log: not into a pipe or a file.',
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
      for (const command of script.shell()?.commands ?? []) {
        if ((command.name !== 'echo' && command.name !== 'printf') || !reachesLog(command)) continue
        for (const { name, pos, end } of variablesIn(command.node)) {
          if (!secret.test(name)) continue
          report({
            span: script.spanOf({ pos, end }),
            message: `"${command.name}" prints "$${name}" to the log`,
            help: `to see whether it is there: test -n "$${name}"`,
          })
        }
      }
    }
  },
}

export default rule

const secret =
  /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)(_B64|_BASE64|_JSON)?$/i

/** Whether nothing takes the output of a command: no pipe, no file, no substitution. */
function reachesLog({ node, around }: ShellCommand): boolean {
  if (node.redirects.some(it => it.type === 'Redirect' && it.operator !== '<')) return false
  return !around.some((outer, i) => {
    const inner = around[i + 1] ?? node
    if (outer.type === 'CommandExpansion' || outer.type === 'ProcessSubstitution' || outer.type === 'Function')
      return true
    if (outer.type === 'Redirected') return outer.redirects.length > 0
    return outer.type === 'Pipeline' && outer.commands.at(-1) !== inner
  })
}

function variablesIn(node: SyntaxNode): { name: string; pos: number; end: number }[] {
  const found: { name: string; pos: number; end: number }[] = []
  const visit = (part: SyntaxNode): void => {
    if (part.type === 'CommandExpansion') return
    if (part.type === 'SimpleExpansion') found.push({ name: part.text.slice(1), pos: part.pos, end: part.end })
    // ${#X} is its length, ${X:+set} only whether it is there.
    if (part.type === 'ParameterExpansion' && part.prefix === undefined && !part.operation)
      found.push({ name: part.parameter, pos: part.pos, end: part.end })
    forEachChild(part, visit)
  }
  visit(node)
  return found
}
