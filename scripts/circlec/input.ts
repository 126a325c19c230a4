import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { UsageError } from './exit.ts'

/** The file that is read where none is named. */
export const defaultFile = '.circleci/config.yml'

/**
 * Reads a config: a file, or standard input for `-`, its byte order mark kept. UTF-16 comes with its NUL characters, and what
 * is no UTF-8 with replacements, for the parser to complain of.
 */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`)
  }
}

/** Why a file could not be read, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a directory',
    ENOTDIR: 'a part of the path is no directory',
    ENAMETOOLONG: 'the name is too long',
  }
  return words[code] ?? (error instanceof Error ? error.message : String(error))
}
