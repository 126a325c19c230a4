import type { Script } from '../facts/scripts.ts'
import { forEachChild, type SyntaxNode } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/pipefail',
  severity: 'info',
  level: 'default',
  title: 'A pipe whose failure nobody sees',
  what:
    'A script pipes a command into `tee`, `cat`, `grep` and the like, and its shell is not told to mind: neither `pipefail` ' +
    'in `shell`, nor `set -o pipefail` in the script. The shell that CircleCI uses by itself has it.',
  why: 'The pipe ends as its last command does: `yarn test | tee log` succeeds when the tests fail.',
  source: 'S9.8',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run:
          shell: /bin/bash -e
          command: ./test.sh | tee test.log
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
      - run:
          shell: /bin/bash -eo pipefail
          command: ./test.sh | tee test.log
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      if (!lacksPipefail(script)) continue
      const shell = script.shell()
      const visit = (node: SyntaxNode): void => {
        if (node.type === 'Pipeline' && passesOn(node.commands.at(-1))) {
          report({
            span: script.spanOf(node),
            message: `a failure before the last "|" is not seen: the shell "${script.shells[0]}" has no pipefail`,
            help: 'write shell: /bin/bash -eo pipefail, or "set -o pipefail" in the script',
          })
        }
        // In a condition or a substitution it is the last command that is asked.
        if (node.type !== 'If' && node.type !== 'While' && node.type !== 'CommandExpansion') forEachChild(node, visit)
      }
      if (shell) visit(shell.tree)
    }
  },
}

export default rule

function lacksPipefail({ shells, scalar }: Script): boolean {
  return shells.some(shell => !shell.includes('pipefail')) && !/\bset\s.*pipefail/.test(scalar.text)
}

/** Whether the last command of a pipe only passes on what the others say. */
function passesOn(node: SyntaxNode | undefined): boolean {
  return (
    node?.type === 'Command' && /^(tee|cat|ts|sed|tr|head|tail|sort|bunyan|pino-pretty)$/.test(node.name?.value ?? '')
  )
}
