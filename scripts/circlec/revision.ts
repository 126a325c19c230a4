import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { run } from '../process.ts'
import { UsageError } from './exit.ts'

/** Finds the commit that a name of git means: a branch, a tag, `HEAD~1`; undefined where git knows none. */
export async function commitOf(revision: string): Promise<string | undefined> {
  if (revision === '' || revision.startsWith('-')) return undefined
  const { exitCode, stdout } = await run('git', ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
  return exitCode === 0 ? stdout.trim() : undefined
}

/** Reads a file as it was in a commit; undefined where that has no such file. `path` counts from the current folder. */
export async function textAt(commit: string, path: string): Promise<string | undefined> {
  const inProject = await pathInProject(path)
  const object = `${commit}:${inProject}`
  const kind = await run('git', ['cat-file', '-t', object])
  if (kind.exitCode !== 0) return undefined
  if (kind.stdout.trim() !== 'blob')
    throw new UsageError(`cannot read ${path} at ${commit.slice(0, 12)}: it is no file`)
  const { exitCode, stdout, stderr } = await run('git', ['cat-file', 'blob', object])
  if (exitCode !== 0) throw new UsageError(`cannot read ${path} at ${commit.slice(0, 12)}: ${stderr.trim()}`)
  // What runs a program takes off the last line break.
  return stdout === '' ? '' : `${stdout}\n`
}

/** A path as git names it, from the root of the project; what lies outside of that is no part of a revision. */
async function pathInProject(path: string): Promise<string> {
  const top = await run('git', ['rev-parse', '--show-toplevel'])
  if (top.exitCode !== 0)
    throw new UsageError('this folder is not in a git repository, so there is no other revision of it')
  const root = await realpath(top.stdout.trim())
  const full = isAbsolute(path) ? path : join(await realpath('.'), path)
  const found = relative(root, existsSync(full) ? await realpath(full) : full)
  if (found === '..' || found.startsWith(`..${sep}`) || isAbsolute(found))
    throw new UsageError(`${path} is outside of the project, so git has no other revision of it`)
  return found.split(sep).join('/')
}
