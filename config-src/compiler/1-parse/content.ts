import { endOfLine, isBlank, isBreak, SPACE, skipBreak } from './characters.ts'

/** Receives the content of a scalar bit by bit: what it says, and the stretch of the source that says it. */
export type Emit = (content: string, start: number, end: number) => void

/** A text that scalars are read from, and who receives their content. */
export interface Reading {
  readonly text: string
  readonly emit: Emit
}

/** How a block scalar is to be read; found in its header and its first line. */
export interface BlockShape {
  readonly folded: boolean
  /** Columns that are indentation. */
  readonly indent: number
  /** What becomes of the final line breaks. */
  readonly chomp: 'strip' | 'clip' | 'keep'
}

/** Reads a plain scalar that goes over several lines: one break is a blank, more are one fewer break. */
export function readPlain(reading: Reading, start: number, end: number): void {
  const { text, emit } = reading
  let at = start
  while (at < end) {
    const stop = Math.min(end, endOfLine(text, at))
    if (stop === end) emit(text.slice(at, stop), at, stop)
    at = stop === end ? end : foldLine(reading, at, stop)
  }
}

/** Reads what stands between single quotes. */
export function readSingle(reading: Reading, start: number, end: number): void {
  const { text, emit } = reading
  let from = start
  let at = start
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === 0x27) {
      if (at > from) emit(text.slice(from, at), from, at)
      emit("'", at, at + 2)
      at += 2
      from = at
    } else if (isBreak(code)) {
      at = foldLine(reading, from, at)
      from = at
    } else at++
  }
  if (at > from) emit(text.slice(from, at), from, at)
}

/** Reads what stands between double quotes; the escapes are known to be right. */
export function readDouble(reading: Reading, start: number, end: number): void {
  const { text, emit } = reading
  let from = start
  let at = start
  // Blanks that an escape wrote are content: folding never takes them away.
  while (at < end) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) {
      if (at > from) emit(text.slice(from, at), from, at)
      const next = skipEscape(text, at)
      const content = escapeText(text, at, next)
      if (content === '') at = emitBreaks(reading, at, next)
      else {
        emit(content, at, next)
        at = next
      }
      from = at
    } else if (isBreak(code)) {
      at = foldLine(reading, from, at)
      from = at
    } else at++
  }
  if (at > from) emit(text.slice(from, at), from, at)
}

/** The offset behind the escape whose backslash is at `at`, or -1 where YAML knows no such escape. */
export function skipEscape(text: string, at: number): number {
  const code = text.charCodeAt(at + 1)
  if (isBreak(code)) return skipBreak(text, at + 1)
  const letter = text[at + 1] ?? ''
  if (letter in ESCAPES) return at + 2
  const digits = HEX_DIGITS[letter]
  if (digits === undefined) return -1
  const hex = text.slice(at + 2, at + 2 + digits)
  if (hex.length < digits || !/^[0-9a-fA-F]+$/.test(hex) || Number.parseInt(hex, 16) > 0x10ffff) return -1
  return at + 2 + digits
}

const ESCAPES: Readonly<Record<string, string>> = {
  __proto__: null as never,
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
}

const HEX_DIGITS: Readonly<Record<string, number>> = { __proto__: null as never, x: 2, u: 4, U: 8 }

function escapeText(text: string, at: number, end: number): string {
  const letter = text[at + 1] ?? ''
  if (letter in HEX_DIGITS) return String.fromCodePoint(Number.parseInt(text.slice(at + 2, end), 16))
  return ESCAPES[letter] ?? ''
}

/** Emits a line without its final blanks, and what its break means; returns where the text of the next line starts. */
function foldLine(reading: Reading, from: number, at: number): number {
  const { text, emit } = reading
  let last = at
  while (last > from && isBlank(text.charCodeAt(last - 1))) last--
  if (last > from) emit(text.slice(from, last), from, last)
  const behind = skipBreak(text, at)
  const next = skipBlanks(text, behind)
  if (isBreak(text.charCodeAt(next))) return emitBreaks(reading, last, behind)
  emit(' ', last, next)
  return next
}

/** Emits each break of the empty lines from `at` on; the first stands for the source from `from` on. */
function emitBreaks({ text, emit }: Reading, from: number, at: number): number {
  let start = from
  let next = skipBlanks(text, at)
  while (isBreak(text.charCodeAt(next))) {
    const behind = skipBreak(text, next)
    emit('\n', start, behind)
    start = behind
    next = skipBlanks(text, behind)
  }
  return next
}

function skipBlanks(text: string, at: number): number {
  let next = at
  while (isBlank(text.charCodeAt(next))) next++
  return next
}

/** Where a block scalar ended: `end` behind its last line of text, `next` at the line that is no longer part of it. */
export interface BlockEnd {
  readonly end: number
  readonly next: number
}

/** Reads the lines of a literal or folded scalar, from the line that starts at `start`. */
export function readBlock(reading: Reading, start: number, shape: BlockShape): BlockEnd {
  const { text, emit } = reading
  const { folded, indent, chomp } = shape
  let at = start
  let line = skipBlankLines(text, at, indent)
  let stop = -1
  let flush = false
  while (hasContent(text, line, indent)) {
    const from = line + indent
    const blank = isBlank(text.charCodeAt(from))
    if (stop >= 0) {
      if (!(folded && flush && !blank)) emit('\n', stop, at)
      else if (line === at) emit(' ', stop, from)
    }
    emitBlankLines(reading, at, line)
    stop = endOfLine(text, from)
    emit(text.slice(from, stop), from, stop)
    flush = !blank
    at = skipBreak(text, stop)
    line = at === stop ? at : skipBlankLines(text, at, indent)
  }
  if (stop >= 0 && at > stop && chomp !== 'strip') emit('\n', stop, at)
  if (chomp === 'keep') emitBlankLines(reading, at, line)
  return { end: stop < 0 ? start : stop, next: line }
}

/** The start of the first line that holds more than its indentation. */
function skipBlankLines(text: string, start: number, indent: number): number {
  let line = start
  for (;;) {
    let at = line
    while (at < line + indent && text.charCodeAt(at) === SPACE) at++
    const behind = skipBreak(text, at)
    if (behind === at) return line
    line = behind
  }
}

function hasContent(text: string, line: number, indent: number): boolean {
  for (let at = line; at < line + indent; at++) if (text.charCodeAt(at) !== SPACE) return false
  return line + indent < text.length
}

function emitBlankLines({ text, emit }: Reading, start: number, end: number): void {
  let line = start
  while (line < end) {
    const behind = skipBreak(text, endOfLine(text, line))
    emit('\n', line, behind)
    line = behind
  }
}
