import { isBreak, SPACE, skipBreak } from './characters.ts'
import type { BlockShape } from './content.ts'

/** What stands behind the `|` or `>` of a block scalar; `increment` is 0 where the text shows its own indentation. */
export interface Header {
  readonly increment: number
  readonly chomp: BlockShape['chomp']
  readonly end: number
}

/** Reads `|2-` from behind the `|`; the offset of what is wrong in it otherwise. */
export function readHeader(text: string, start: number): Header | number {
  const [all = '', before = '', increment = '', after = ''] =
    /^([-+]?)([0-9]?)([-+]?)/.exec(text.slice(start, start + 3)) ?? []
  const sign = before + after
  const end = start + all.length
  if (increment === '0') return start + before.length
  if (sign.length > 1 || !(text.charCodeAt(end) === SPACE || endsLine(text, end))) return end
  return { increment: Number(increment), chomp: sign === '+' ? 'keep' : sign === '-' ? 'strip' : 'clip', end }
}

function endsLine(text: string, at: number): boolean {
  return at >= text.length || isBreak(text.charCodeAt(at))
}

/** The indentation that the lines of a block scalar begin with: that of the deepest of its first, empty lines, or of its first text. */
export function firstIndent(text: string, start: number): number {
  let line = start
  let deepest = 0
  for (let at = start; ; ) {
    const code = text.charCodeAt(at)
    if (code === SPACE) {
      at++
      deepest = Math.max(deepest, at - line)
    } else if (isBreak(code)) {
      at = skipBreak(text, at)
      line = at
    } else return deepest
  }
}
