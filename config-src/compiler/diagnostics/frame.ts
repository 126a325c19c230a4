import type { Span } from './diagnostic.ts'
import { type LineTable, positionAt } from './position.ts'

/** How the parts of a frame are coloured; each function gets the text and gives it back, coloured or as it is. */
export interface FramePaint {
  readonly gutter: (text: string) => string
  readonly mark: (text: string) => string
}

/** What a frame is drawn with: the lines of the source of its span, how many of them at most, and the colours. */
export interface FrameOptions {
  readonly lines: LineTable
  readonly most: number
  readonly paint: FramePaint
}

/** Columns of source that a frame shows; longer lines are cut around what is meant. */
const WIDTH = 100

/** Columns that are kept before the range when a long line is cut. */
const BEFORE = 30

const TAB_WIDTH = 4

/** Draws the lines of a span, each with the range underlined; of many lines the first ones and the last. */
export function frame(span: Span, { lines, most, paint }: FrameOptions): string {
  const first = positionAt(lines, span.start).line
  const last = Math.max(first, positionAt(lines, Math.max(span.start, span.end - 1)).line)
  const shown = pick(first, last, most)
  const size = String(shown.at(-1)).length
  const bar = (label: string) => paint.gutter(`${label.padStart(size)} |`)
  const drawn = shown.flatMap(line => {
    if (line === undefined) return [paint.gutter(`${'.'.repeat(size)} |`)]
    const { text, start, end } = cut(lineOf(span, lines, line))
    const source = `${bar(String(line))} ${text}`.trimEnd()
    return end > start ? [source, `${bar('')} ${' '.repeat(start)}${paint.mark('^'.repeat(end - start))}`] : [source]
  })
  return drawn.join('\n')
}

/** The numbers of the lines to show: all, or the first ones, a gap (undefined) and the last; of one line the first. */
function pick(first: number, last: number, most: number): readonly (number | undefined)[] {
  const count = last - first + 1
  if (count > most && most > 1) return [...pick(first, first + most - 2, most), undefined, last]
  return Array.from({ length: Math.min(count, most) }, (_, i) => first + i)
}

/** A line as it is shown, and the columns that are underlined. */
interface Shown {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** One line of the source with its part of the range; blanks at the start of a further line are not underlined. */
function lineOf({ source, start, end }: Span, lines: LineTable, line: number): Shown {
  const from = lines[line - 1] ?? 0
  const text = source.text.slice(from, lines[line] ?? source.text.length).replace(/[\r\n]+$/, '')
  const indent = start < from ? text.length - text.trimStart().length : 0
  const first = Math.min(text.length, Math.max(0, start - from, indent))
  const last = Math.max(first, Math.min(text.length, end - from))
  const before = display(text.slice(0, first))
  const range = display(text.slice(first, last))
  const point = start >= from && range === '' ? 1 : widthOf(range)
  const at = widthOf(before)
  return { text: before + range + display(text.slice(last)), start: at, end: at + point }
}

/** Cuts a long line to the part around the range. */
function cut(shown: Shown): Shown {
  if (widthOf(shown.text) <= WIDTH) return shown
  const letters = Array.from(shown.text)
  const from = Math.max(0, Math.min(columnToIndex(letters, shown.start) - BEFORE, letters.length - WIDTH))
  const kept = letters.slice(from, from + WIDTH)
  const head = from > 0 ? '...' : ''
  const tail = from + WIDTH < letters.length ? '...' : ''
  const text = kept.join('')
  const shift = widthOf(letters.slice(0, from).join('')) - head.length
  const most = head.length + widthOf(text)
  return { text: head + text + tail, start: shown.start - shift, end: Math.min(most, shown.end - shift) }
}

function columnToIndex(letters: readonly string[], column: number): number {
  let at = 0
  for (let i = 0; i < letters.length; i++) {
    if (at >= column) return i
    at += widthOf(letters[i] ?? '')
  }
  return letters.length
}

const CONTROLS = /[\p{Cc}\p{Bidi_Control}\ufeff]/gu

/** The text of a source as it may go to a terminal: tabs as blanks, controls (which could move the cursor) as a sign. */
export function display(text: string): string {
  return text.replaceAll('\t', ' '.repeat(TAB_WIDTH)).replace(CONTROLS, '\ufffd')
}

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const NO_WIDTH = /^(?:\p{M}|[\u200b-\u200d])$/u

/** How many columns a text takes in a terminal: two for wide letters and emoji, none for combining marks. */
function widthOf(text: string): number {
  if (!/[^\x20-\x7e]/.test(text)) return text.length
  let width = 0
  for (const letter of text) width += NO_WIDTH.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return width
}
