import type { Source, Span } from './diagnostic.ts'

/** Offsets at which the lines of a text start; made once for each text that something is printed of. */
export type LineTable = readonly number[]

/** A place as people count it: both from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Finds where the lines of a text start, the first behind a byte order mark; `\n`, `\r\n` and a lone `\r` end a line. */
export function lineTable(text: string): LineTable {
  const starts = [text.charCodeAt(0) === 0xfeff ? 1 : 0]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x0a || (code === 0x0d && text.charCodeAt(i + 1) !== 0x0a)) starts.push(i + 1)
  }
  return starts
}

/** The line and column of an offset. */
export function positionAt(lines: LineTable, offset: number): Position {
  let low = 0
  let high = lines.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((lines[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return { line: low + 1, column: Math.max(1, offset - (lines[low] ?? 0) + 1) }
}

/** Gives the lines of a source, found once for each source that is asked for. */
export type LinesOf = (source: Source) => LineTable

/** Makes a `LinesOf` for one run of printing. */
export function linesOfSources(): LinesOf {
  const known = new Map<Source, LineTable>()
  return source => {
    const found = known.get(source) ?? lineTable(source.text)
    known.set(source, found)
    return found
  }
}

/** Both ends of a span as people count them; the end is behind the last character. */
export interface Range {
  readonly line: number
  readonly column: number
  readonly endLine: number
  readonly endColumn: number
}

/** Where a span begins and ends. */
export function rangeOf({ source, start, end }: Span, linesOf: LinesOf): Range {
  const lines = linesOf(source)
  const from = positionAt(lines, start)
  const to = positionAt(lines, end)
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}
