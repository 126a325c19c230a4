import { escapeCharacter } from './scalar.ts'

/** Where a scalar begins and where its further lines begin. */
export interface Margin {
  readonly column: number
  readonly indent: number
  /** The column behind which a line is broken; infinite where lines are not folded. */
  readonly width: number
}

/** Writes a plain scalar, broken at the first single blank behind the width. */
export function writePlain(text: string, margin: Margin): string {
  return text.length + margin.column <= margin.width ? text : foldBlanks(text, margin, 0)
}

/** Writes a scalar in single quotes; those inside are doubled. */
export function writeSingle(text: string, margin: Margin): string {
  const doubled = text.replaceAll("'", "''")
  const start = margin.column + 1
  if (doubled.length + start <= margin.width) return `'${doubled}'`
  // A blank at either end stays: folding would lose it.
  return `'${foldBlanks(doubled, { ...margin, column: start }, 1)}'`
}

function foldBlanks(text: string, { column, indent, width }: Margin, inset: 0 | 1): string {
  const parts = text.split(/( +)/)
  const last = parts.length - 1
  let at = column
  return parts
    .map((part, i) => {
      const atEnd = inset === 1 && ((i === 1 && parts[0] === '') || (i === last - 1 && parts[last] === ''))
      if (part === ' ' && at > width && !atEnd) {
        at = indent
        return `\n${' '.repeat(indent)}`
      }
      at += part.length
      return part
    })
    .join('')
}

/** Writes a scalar in double quotes; a line that is broken ends in a backslash, and a blank that begins the next one is escaped. */
export function writeDouble(text: string, margin: Margin): string {
  const escaped = text.replace(/["\\]|[^\x20-\x7e]/gu, escapeCharacter)
  if (escaped.length + margin.column + 1 <= margin.width) return `"${escaped}"`
  return `"${foldDouble(text, { ...margin, column: margin.column + 1 })}"`
}

/** SnakeYAML's loop: a line may be broken at a blank or behind an escape, never at either end of the text. */
function foldDouble(text: string, { column, indent, width }: Margin): string {
  const parts: string[] = []
  let at = column
  const put = (part: string) => {
    parts.push(part)
    at += part.length
  }
  let start = 0
  for (let end = 0; end <= text.length; end++) {
    const character = end < text.length ? String.fromCodePoint(text.codePointAt(end)!) : ''
    const written = escapeCharacter(character)
    if (written !== character || character === '') {
      put(text.slice(start, end))
      start = end
      if (character !== '') {
        put(written)
        end += character.length - 1
        start = end + 1
      }
    }
    const mayBreak = end > 0 && end < text.length - 1 && (character === ' ' || start >= end)
    if (!mayBreak || at + end - start <= width) continue
    put(`${text.slice(start, end)}\\`)
    start = Math.max(start, end)
    parts.push(`\n${' '.repeat(indent)}`)
    at = indent
    if (text[start] === ' ') put('\\')
  }
  return parts.join('')
}
