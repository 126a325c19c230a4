import type { Span } from '../diagnostics/diagnostic.ts'
import { endOfLine, normalizeBreaks, skipBreak } from './characters.ts'
import { type BlockShape, type Emit, readBlock, readDouble, readPlain, readSingle } from './content.ts'
import { readHeader } from './header.ts'
import type { ScalarNode } from './node.ts'

/** A stretch of a scalar's content, and the stretch of the file that says it. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly start: number
  readonly end: number
}

/**
 * The stretch of the source that holds `text.slice(start, end)` of a scalar, through quotes, escapes, folds and
 * indentation. Where a scalar was not read from where its span says, it is the whole span.
 */
export function within(scalar: ScalarNode, start: number, end: number): Span {
  return placesIn(scalar)(start, end)
}

/** The same for many stretches of one scalar, which is read once. */
export function placesIn(scalar: ScalarNode): (start: number, end: number) => Span {
  const { source, start: base } = scalar.span
  const written = source.text.slice(base, scalar.span.end)
  if (written === scalar.text) return (start, end) => ({ source, start: base + start, end: base + end })
  const pieces = piecesOf(scalar, normalizeBreaks(written))
  if (!pieces) return () => scalar.span
  return (start, end) => {
    const first = sourceStart(pieces, start) ?? written.length
    const last = end > start ? (sourceEnd(pieces, end) ?? written.length) : first
    return { source, start: base + first, end: base + Math.max(first, last) }
  }
}

/** What a style begins with, where it begins with something. */
const quotes: Readonly<Partial<Record<ScalarNode['style'], string>>> = { single: "'", double: '"' }

function piecesOf(scalar: ScalarNode, written: string): readonly Piece[] | undefined {
  // The style of a value that was made from a template is not that of the text it stands in.
  if (!written.startsWith(quotes[scalar.style] ?? '')) return undefined
  const pieces: Piece[] = []
  let content = ''
  const emit: Emit = (text, start, end) => {
    pieces.push({ from: content.length, to: content.length + text.length, start, end })
    content += text
  }
  read(scalar, written, emit)
  // The line breaks that end a block scalar stand behind its span.
  const fits = scalar.text.startsWith(content) && /^\n*$/.test(scalar.text.slice(content.length))
  return fits ? pieces : undefined
}

function read(scalar: ScalarNode, text: string, emit: Emit) {
  const reading = { text, emit }
  switch (scalar.style) {
    case 'plain':
      return readPlain(reading, 0, text.length)
    case 'single':
      return readSingle(reading, 1, text.length - 1)
    case 'double':
      return readDouble(reading, 1, text.length - 1)
    default: {
      const shape = shapeOf(scalar, text)
      if (shape) readBlock(reading, skipBreak(text, endOfLine(text, 0)), shape)
    }
  }
}

/** How a block scalar was read: its header does not say how deep it stands, but its first line and its content do. */
function shapeOf(scalar: ScalarNode, text: string): BlockShape | undefined {
  const header = readHeader(text, 1)
  if (typeof header === 'number') return undefined
  const body = text.slice(skipBreak(text, endOfLine(text, 0)))
  const indent = firstLead(body) - firstLead(scalar.text)
  return indent > 0 ? { folded: scalar.style === 'folded', indent, chomp: header.chomp } : undefined
}

/** How many blanks the first line that is not empty begins with. */
function firstLead(text: string): number {
  return /^( *)[^ \r\n]/m.exec(text)?.[1]?.length ?? 0
}

function sourceStart(pieces: readonly Piece[], at: number): number | undefined {
  const piece = pieces.find(({ to }) => to > at)
  return piece && piece.start + (isExact(piece) ? at - piece.from : 0)
}

function sourceEnd(pieces: readonly Piece[], at: number): number | undefined {
  const piece = pieces.find(({ to }) => to >= at)
  return piece && (isExact(piece) ? piece.start + at - piece.from : piece.end)
}

/** Whether a piece says its content letter by letter; an escape or a fold stands for it as a whole. */
function isExact({ from, to, start, end }: Piece): boolean {
  return to - from === end - start
}
