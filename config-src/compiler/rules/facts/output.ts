import { type Redirection, type ShellCommand, type SyntaxNode, shellCommandOf } from './shell.ts'

/** Where the output of a command goes. */
export interface Output {
  /** A file, as it is written; the log (or whatever the step writes to) where there is none. */
  readonly file: string | undefined
  /** The commands of pipes that it goes through before that; undefined for what is no simple command. */
  readonly through: readonly (ShellCommand | undefined)[]
  /** Whether a substitution or a function takes it: nobody knows what for. */
  readonly isTaken: boolean
}

/** Follows the output of a command through redirections and pipes. */
export function outputOf({ node, around }: ShellCommand): Output {
  const through: (ShellCommand | undefined)[] = []
  let file = fileIn(node.redirects)
  let inner: SyntaxNode = node
  for (const outer of [...around].reverse()) {
    if (file !== undefined) break
    if (outer.type === 'CommandExpansion' || outer.type === 'ProcessSubstitution' || outer.type === 'Function')
      return { file, through, isTaken: true }
    if (outer.type === 'Redirected') file = fileIn(outer.redirects)
    if (outer.type === 'Pipeline') {
      const next = outer.commands.slice(outer.commands.findIndex(({ pos }) => pos === inner.pos) + 1)
      through.push(...next.map(shellCommandOf))
      const last = next.at(-1)
      if (last?.type === 'Command' || last?.type === 'Redirected') file = fileIn(last.redirects)
    }
    inner = outer
  }
  return { file, through, isTaken: false }
}

/** The file that takes the standard output; standard error is the log as well. */
function fileIn(redirects: readonly Redirection[]): string | undefined {
  let file: string | undefined
  for (const it of redirects) {
    if (it.type !== 'Redirect' || !/^(>|>>|>\||&>|&>>|>&)$/.test(it.operator)) continue
    if (it.descriptor && (it.descriptor.type !== 'FileDescriptor' || it.descriptor.value !== 1)) continue
    const target = it.target?.value ?? ''
    file = /^([12]|\/dev\/(stdout|stderr|tty|fd\/[12]))$/.test(target) ? undefined : target
  }
  return file
}

/** Commands that hand on what they get by a heredoc, some in another form. */
const copiers = /^(cat|tee|base64|rev|tr|sed|cut|head|tail|sort|fold|nl|od|xxd|hexdump)$/

/** Whether the output of a command is its input, or another form of it. */
export function isCopier(command: ShellCommand | undefined): boolean {
  return command !== undefined && copiers.test(command.name)
}

/** What a command writes by its own words: the arguments of `echo` and `printf`, a heredoc for `cat`. */
export function writtenBy(command: ShellCommand): readonly SyntaxNode[] {
  const { name, words, node } = command
  if (name === 'printf' && words[0] === '-v') return []
  if (name === 'echo' || name === 'printf')
    return node.suffix.filter(it => it.type === 'Word' || it.type === 'Assignment')
  return isCopier(command) ? node.redirects.filter(it => it.type !== 'Redirect') : []
}
