import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { UsageError } from './exit.ts'

/** The file that is read where none is named. */
export const defaultFile = '.circleci/config.yml'

/** Reads a config: a file, or standard input for `-`. Bytes that are no UTF-8 come as they are, for the parser to complain of. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin)
  try {
    return decode(readFileSync(file))
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${reasonOf(error)}`)
  }
}

/** UTF-16 is passed on so that its NUL characters are seen and named; all else is read as UTF-8, its byte order mark kept. */
function decode(bytes: Buffer): string {
  return bytes.toString('utf8')
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
