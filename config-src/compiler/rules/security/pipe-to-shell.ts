import { forEachChild, type Shell, type ShellCommand, type SyntaxNode, shellCommandOf } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/pipe-to-shell',
  severity: 'warning',
  level: 'default',
  title: 'A download that is run unread',
  what:
    'What `curl` or `wget` fetches goes straight into a shell or an interpreter: `curl … | sh`, `bash <(curl …)`, ' +
    '`sh -c "$(curl …)"`, `eval "$(curl …)"`. Downloads that a script only reads are left alone.',
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
      const shell = script.shellWith(/curl|wget/)
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

const shells = /^(ba|da|z|k)?sh$/
const interpreters = /^(python[\d.]*|node|perl|ruby|php)$/

function runs(shell: Shell): { pos: number; end: number; by: string }[] {
  const found: { pos: number; end: number; by: string }[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'Pipeline') {
      const from = node.commands.findIndex(fetches)
      const after = from < 0 ? [] : node.commands.slice(from + 1).map(shellCommandOf)
      const by = after.find(part => part && readsScript(part))
      if (by) found.push({ pos: node.pos, end: node.end, by: by.name })
    }
    forEachChild(node, visit)
  }
  visit(shell.tree)
  for (const { node, name, ...rest } of shell.commands) {
    if (scriptsOf({ node, name, ...rest }).some(isDownload)) found.push({ pos: node.pos, end: node.end, by: name })
  }
  return found
}

/** Whether a download is what comes out of a part of a pipe: `curl`, or a group that holds it. */
function fetches(node: SyntaxNode): boolean {
  if (node.type === 'Command') return /^(curl|wget)$/.test(shellCommandOf(node)?.name ?? '')
  let found = false
  if (/^(Script|Statement|CompoundList|AndOr|Pipeline|Redirected|Subshell|BraceGroup|If)$/.test(node.type))
    forEachChild(node, child => {
      found ||= fetches(child)
    })
  return found
}

/** Where the words of an interpreter stand that are no options: a script, and what the script is given. */
interface Words {
  /** Whether an option holds the script. */
  readonly option: number | undefined
  readonly file: number | undefined
}

function wordsOf({ name, words }: ShellCommand): Words {
  // For a shell "-e" means to stop at an error; others take a script by it.
  const inline = shells.test(name) ? /^-[a-z]*c$/ : /^(-[a-z]*[cemrp]|-m.*|--eval|--print|--run)$/
  for (const [i, word] of words.entries()) {
    if (inline.test(word)) return { option: i, file: undefined }
    const isValue = shells.test(name) && /^[-+][a-z]*[oO]$/.test(words[i - 1] ?? '')
    if (!word.startsWith('-') && !isValue) return { option: undefined, file: i }
    if (word === '--' || word === '-') return { option: undefined, file: undefined }
  }
  return { option: undefined, file: undefined }
}

/** Whether a command reads its script from its input: a shell without a file. */
function readsScript(command: ShellCommand): boolean {
  const { name, words } = command
  if (!shells.test(name) && !interpreters.test(name)) return false
  const { option, file } = wordsOf(command)
  if (option !== undefined) return false
  return file === undefined || words[file] === '/dev/stdin' || (shells.test(name) && words.includes('-s'))
}

/** The parts of a command that it runs as a script. */
function scriptsOf(command: ShellCommand): readonly (SyntaxNode | undefined)[] {
  const { name, words, node } = command
  const args = node.suffix.flatMap(word => (word.type === 'Word' ? [word] : [])).slice(-words.length)
  if (name === 'eval') return args
  if (name === 'source' || name === '.') return args.slice(0, 1)
  if (!shells.test(name) && !interpreters.test(name)) return []
  const { option, file } = wordsOf(command)
  const inputs = node.redirects.flatMap(it => (it.type !== 'HereDoc' && /^<+$/.test(it.operator) ? [it.target] : []))
  if (readsScript(command)) return inputs
  return option !== undefined ? [args[option + 1]] : [args[file ?? 0]]
}

/** Whether a word is, or begins with, what a download gives. */
function isDownload(word: SyntaxNode | undefined): boolean {
  const [first] = word?.type === 'Word' || word?.type === 'DoubleQuoted' ? (word.parts ?? []) : []
  if (first?.type === 'DoubleQuoted') return isDownload(first)
  const inner = first?.type === 'CommandExpansion' || first?.type === 'ProcessSubstitution' ? first.script : undefined
  return inner !== undefined && fetches(inner)
}
