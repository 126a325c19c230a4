import { forEachChild, type Shell, type ShellCommand, type SyntaxNode, shellCommandOf } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/pipe-to-shell',
  severity: 'warning',
  level: 'default',
  title: 'A download that is run unread',
  what: 'What `curl` or `wget` fetches goes straight into a shell: `curl … | sh`, `bash <(curl …)`, `sh -c "$(curl …)"`.',
  why:
    'Whoever controls that address, or the way to it, runs commands with the secrets of the job, and nobody sees a change. ' +
    'In 2021 the uploader of Codecov sent the variables of thousands of pipelines away like this.',
  source: '[Codecov, 2021](https://about.codecov.io/security-update/)',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run: curl -fsSL https://example.com/install.sh | sh
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
      - run: |
          curl -fsSL -o install.sh https://example.com/install-1.4.2.sh
          echo "0f3c5a7e9b1d0f3c5a7e9b1d0f3c5a7e9b1d0f3c5a7e9b1d0f3c5a7e9b1d0f3c  install.sh" | sha256sum --check
          sh install.sh
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      const shell = script.shell()
      for (const { pos, end, by } of shell ? runs(shell) : []) {
        report({
          span: script.spanOf({ pos, end }),
          message: `${by} runs what is downloaded here, whatever it is by then`,
          help: 'download a fixed version to a file, check its checksum, then run it',
        })
      }
    }
  },
}

export default rule

const shells = /^(ba|da|z|k)?sh$|^source$|^\.$|^python3?$|^node$|^perl$|^ruby$|^php$/

function runs(shell: Shell): { pos: number; end: number; by: string }[] {
  const found: { pos: number; end: number; by: string }[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Pipeline') {
      const parts = node.commands.map(shellCommandOf)
      const from = parts.findIndex(isDownload)
      const by = parts.slice(from + 1).find(part => part && readsScript(part))
      if (from >= 0 && by) found.push({ pos: node.pos, end: node.end, by: by.name })
    }
    forEachChild(node, visit)
  }
  visit(shell.tree)
  for (const command of shell.commands) {
    if (!shells.test(command.name)) continue
    if (holdsDownload(command.node)) found.push({ pos: command.node.pos, end: command.node.end, by: command.name })
  }
  return found
}

function isDownload(command: ShellCommand | undefined): boolean {
  return command?.name === 'curl' || command?.name === 'wget'
}

/** Whether a command reads its script from its input: a shell without a file. */
function readsScript({ name, words }: ShellCommand): boolean {
  if (!shells.test(name) || words.includes('-c') || words.includes('-e') || words.includes('-m')) return false
  const file = words.find(word => !word.startsWith('-'))
  return file === undefined || words.includes('-s') || words.includes('-') || words.includes('/dev/stdin')
}

/** Whether a word of a command is what a download gives. */
function holdsDownload(node: SyntaxNode): boolean {
  let found = false
  const visit = (part: SyntaxNode, inside: boolean): void => {
    const isInner = inside || part.type === 'ProcessSubstitution' || part.type === 'CommandExpansion'
    if (inside && part.type === 'Command' && isDownload(shellCommandOf(part))) found = true
    if (part.type !== 'Redirect') forEachChild(part, child => visit(child, isInner))
  }
  visit(node, false)
  return found
}
