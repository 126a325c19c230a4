import { isHarmless } from '../facts/masked.ts'
import { forEachChild, type Pipeline, type Shell, type SyntaxNode, shellCommandOf } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/pipefail',
  severity: 'info',
  level: 'default',
  title: 'A pipe whose failure nobody sees',
  what:
    'A script pipes a command into `tee`, `cat`, `sed` and the like, and its shell is not told to mind: neither `pipefail` ' +
    'in `shell`, nor `set -o pipefail` in the script, which does not look at `PIPESTATUS` either. The shell that CircleCI ' +
    'uses by itself has it. What cannot fail in a way that matters, such as `echo`, is left alone.',
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
      const lacking = script.shells.find(shell => !/pipefail|<</.test(shell))
      const shell = lacking !== undefined && /\|/.test(script.scalar.text) ? script.shell() : undefined
      if (!shell || minds(shell)) continue
      for (const node of pipesIn(shell.tree)) {
        if (!passesOn(node.commands.at(-1)) || !node.commands.slice(0, -1).some(matters)) continue
        report({
          span: script.spanOf(node),
          message: `a failure before the last "|" is not seen: the shell "${lacking}" has no pipefail`,
          help: 'write shell: /bin/bash -eo pipefail, or "set -o pipefail" in the script',
        })
      }
    }
  },
}

export default rule

/** Whether a script asks for `pipefail` itself, or looks how each part of a pipe ended. */
function minds({ commands, text }: Shell): boolean {
  return (
    /pipestatus/i.test(text) ||
    commands.some(({ name, words }) => /^(set|shopt|setopt)$/.test(name) && words.includes('pipefail'))
  )
}

/** The pipes of a script whose end is that of a command. In a condition or a substitution it is the last command that is asked. */
function pipesIn(tree: SyntaxNode): readonly Pipeline[] {
  const found: Pipeline[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'CommandExpansion') return
    if (node.type === 'Pipeline') found.push(node)
    const isAsked = node.type === 'If' || node.type === 'Elif' || node.type === 'While'
    forEachChild(node, child => {
      if (!isAsked || child !== node.clause) visit(child)
    })
  }
  visit(tree)
  return found
}

/** Whether the last command of a pipe only passes on what the others say. */
function passesOn(node: SyntaxNode | undefined): boolean {
  const command = node && shellCommandOf(node)
  return command !== undefined && /^(tee|cat|ts|sed|tr|head|tail|sort|bunyan|pino-pretty)$/.test(command.name)
}

function matters(node: SyntaxNode): boolean {
  const command = shellCommandOf(node)
  return command === undefined || !(isHarmless(command) || passesOn(node))
}
