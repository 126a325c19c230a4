import type { Script } from './scripts.ts'

/** Whether an offset stands in a comment of a script. Where its shell is not known, a line that begins with `#` is one. */
export function isComment({ scalar: { text }, shell }: Script, at: number): boolean {
  const start = text.lastIndexOf('\n', at - 1) + 1
  const line = text.slice(start, at)
  const parsed = shell()
  if (!parsed) return /^\s*#/.test(line)
  return [...line.matchAll(/(?<=^|[\s;&|()])#/g)].some(({ index }) => parsed.quotingAt(start + index) === 'none')
}
