import { complain } from '../../config-src/compiler/diagnostics/complain.ts'
import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { lineTable } from '../../config-src/compiler/diagnostics/position.ts'
import type { Script } from '../../config-src/compiler/rules/facts/scripts.ts'
import { run } from '../process.ts'
import { UsageError } from './exit.ts'

/** One finding, as `shellcheck --format json1` prints it. Lines and columns count from 1, a tab is one column. */
interface Comment {
  readonly line: number
  readonly endLine: number
  readonly column: number
  readonly endColumn: number
  readonly level: 'error' | 'warning' | 'info' | 'style'
  readonly code: number
  readonly message: string
}

/** What a script of a pipeline is seldom meant to have: a first line that names its shell, files that are elsewhere. */
const excluded = ['SC2148', 'SC1090', 'SC1091', 'SC2154']

/** Asks shellcheck about scripts; its findings stand where they are in the config. */
export async function shellcheck(scripts: readonly Script[]): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = []
  for (const script of scripts) {
    const shell = script.shell()
    if (!shell) continue
    const lines = lineTable(shell.text)
    for (const { line, column, endLine, endColumn, level, code, message } of await ask(shell.text, dialect(script))) {
      const pos = (lines[line - 1] ?? 0) + column - 1
      const end = Math.max(pos, (lines[endLine - 1] ?? 0) + endColumn - 1)
      const severity = level === 'error' || level === 'warning' ? 'warning' : 'info'
      const help = `https://www.shellcheck.net/wiki/SC${code}`
      found.push(
        complain(severity, 'shell/shellcheck', {
          span: script.spanOf({ pos, end }),
          message: `SC${code}: ${message}`,
          help,
        }),
      )
    }
  }
  return found
}

async function ask(text: string, shell: string): Promise<readonly Comment[]> {
  const args = ['--format', 'json1', '--shell', shell, '--exclude', excluded.join(','), '-']
  const ended = await run('shellcheck', args, { input: text }).catch(() => undefined)
  if (!ended || (ended.exitCode !== 0 && ended.exitCode !== 1)) {
    throw new UsageError(`shellcheck could not be run (--shellcheck): ${ended?.stderr.trim() || 'is it installed?'}`)
  }
  const { comments } = JSON.parse(ended.stdout) as { comments: Comment[] }
  return comments
}

function dialect({ shells }: Script): string {
  const name = /(bash|dash|ksh|sh)\b/.exec(shells[0] ?? '')?.[1]
  return name ?? 'bash'
}
