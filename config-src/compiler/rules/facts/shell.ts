export {
  type AndOr,
  type Assignment,
  type Command,
  forEachChild,
  type ParameterOperation,
  type ParsedScript,
  type Pipeline,
  type Redirection,
  type SyntaxNode,
  type Word,
} from 'unbash'

import { type AndOr, type Command, forEachChild, type ParsedScript, parse, type SyntaxNode } from 'unbash'

/** A script that a shell parser has read. Offsets are those of the text of the `run` step. */
export interface Shell {
  readonly text: string
  readonly tree: ParsedScript
  /** Every simple command in it, those of substitutions and functions too, with what stands around each. */
  readonly commands: readonly ShellCommand[]
  /**
   * The same, and those that it lets other machines run: by `ssh host '…'`, or from a heredoc. What runs elsewhere has the
   * place of the command that sends it.
   */
  readonly everywhere: () => readonly ShellCommand[]
  /** How the text at an offset is quoted; a heredoc that expands counts as double quotes. */
  readonly quotingAt: (at: number) => 'none' | 'double' | 'single'
}

/** A simple command: its name and its words. */
export interface ShellCommand {
  readonly node: Command
  /** The name as far as it is literal, without its folder; empty for one that is only a variable. */
  readonly name: string
  /** The words after the name; what is not literal is as it is written. */
  readonly words: readonly string[]
  /** The nodes around it, outermost first. */
  readonly around: readonly SyntaxNode[]
}

/**
 * Whether a script is nothing but plain words, none of which the shell keeps for itself: there is no wrong one. Most scripts
 * are like this, and to ask takes a tenth of what parsing takes.
 */
export function isPlain(text: string): boolean {
  return /^[\w ./:=@,%+\n-]*$/.test(text) && !keywords.test(text)
}

const keywords = /\b(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|function|coproc|in|time)\b/

/** The first thing in a script that bash cannot read. */
export function faultOf(text: string): { readonly message: string; readonly pos: number } | undefined {
  return parse(text).errors?.[0]
}

/** Parses a script as bash; undefined where that does not succeed. */
export function parseShell(text: string): Shell | undefined {
  const tree = parse(text)
  if (tree.errors && tree.errors.length > 0) return undefined
  let commands: readonly ShellCommand[] | undefined
  let everywhere: readonly ShellCommand[] | undefined
  const listed = (): readonly ShellCommand[] => {
    commands ??= commandsIn(tree)
    return commands
  }
  return {
    text,
    tree,
    get commands() {
      return listed()
    },
    everywhere: () => {
      everywhere ??= [...listed(), ...listed().flatMap(sentBy)]
      return everywhere
    },
    quotingAt: at => quotingAt(tree, at),
  }
}

function commandsIn(tree: ParsedScript): readonly ShellCommand[] {
  const commands: ShellCommand[] = []
  const visit = (node: SyntaxNode, around: readonly SyntaxNode[]): void => {
    // Positions in backticks that hold escapes are those of another text.
    if (node.type === 'Script' && node.source !== undefined) return
    if (node.type === 'Command' && node.name) commands.push(commandOf(node, around))
    const inside = [...around, node]
    forEachChild(node, child => visit(child, inside))
  }
  visit(tree, [])
  return commands
}

function quotingAt(tree: ParsedScript, at: number): 'none' | 'double' | 'single' {
  let found: 'none' | 'double' | 'single' = 'none'
  const visit = (node: SyntaxNode): void => {
    if (at < node.pos || at >= node.end) return
    if (node.type === 'DoubleQuoted' || node.type === 'HereDocBody') found = 'double'
    if (node.type === 'SingleQuoted' || node.type === 'AnsiCQuoted') found = 'single'
    if (node.type === 'CommandExpansion') found = 'none'
    if (node.type === 'HereDoc' && node.delimiter?.quoted && at >= node.body.pos) {
      found = 'single'
      return
    }
    forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** The commands that another machine runs for one that is `ssh`. */
function sentBy({ name, node, words }: ShellCommand): readonly ShellCommand[] {
  if (name !== 'ssh') return []
  const heredocs = node.redirects.flatMap(it => (it.type === 'HereDoc' ? [it.body.text] : []))
  const script = [words.slice(hostAt(words) + 1).join(' '), ...heredocs].join('\n')
  return (parseShell(script)?.commands ?? []).map(command => ({ ...command, node }))
}

/** Where the host stands among the words after `ssh`: behind the options, some of which take a value. */
export function hostAt(words: readonly string[]): number {
  let at = 0
  while (words[at]?.startsWith('-')) at += /^-[bcDEeFIiJLlmOopQRSWw]$/.test(words[at] ?? '') ? 2 : 1
  return at
}

/** A node as a simple command, if it is one. */
export function shellCommandOf(node: SyntaxNode): ShellCommand | undefined {
  if (node.type === 'Redirected') return shellCommandOf(node.command)
  return node.type === 'Command' && node.name ? commandOf(node, []) : undefined
}

/** Words before a command that only change how it runs. */
const wrappers = new Set(['sudo', 'command', 'exec', 'time', 'nohup', 'env', 'nice', 'xvfb-run', 'travis_retry'])

function commandOf(node: Command, around: readonly SyntaxNode[]): ShellCommand {
  const all = [node.name?.value ?? '', ...node.suffix.flatMap(word => (word.type === 'Word' ? [word.value] : []))]
  let at = 0
  while (at < all.length - 1 && isWrapper(all, at)) at++
  const name = all[at] ?? ''
  return { node, name: name.slice(name.lastIndexOf('/') + 1), words: all.slice(at + 1), around }
}

/** Whether a word is no command yet: `sudo`, its options with the user that they name, and assignments for `env`. */
function isWrapper(words: readonly string[], at: number): boolean {
  const word = words[at] ?? ''
  if (wrappers.has(word) || (at > 1 && /^(-[ug]|--user|--group)$/.test(words[at - 1] ?? ''))) return true
  return at > 0 && (/^-[A-Za-z-]+$/.test(word) || /^\w+=/.test(word))
}

/** The lists of `&&` and `||` in a script, wherever they stand. */
export function andOrsOf(tree: SyntaxNode): readonly AndOr[] {
  const found: AndOr[] = []
  const visit = (node: SyntaxNode): void => {
    if (node.type === 'AndOr') found.push(node)
    forEachChild(node, visit)
  }
  visit(tree)
  return found
}
