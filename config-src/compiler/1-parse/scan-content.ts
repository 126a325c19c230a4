import { endOfLine, isBlank, isBreak, isDocumentMark, isSeparator, SPACE, skipBreak, TAB } from './characters.ts'
import { type BlockShape, type Reading, readBlock, readDouble, readPlain, readSingle, skipEscape } from './content.ts'
import { firstIndent, readHeader } from './header.ts'
import { startHelp } from './scan-fault.ts'
import { bare, fail, push, quote, resume, type Scanner } from './scanner.ts'

/** Reads `&name` or `*name`. */
export function scanName(s: Scanner, lexeme: string) {
  const { text, pos: start } = s
  let at = start + 1
  while (!isSeparator(text.charCodeAt(at)) && !':,[]{}/.*&'.includes(text[at]!)) at++
  const what = lexeme[0] === '&' ? 'anchor' : 'alias'
  if (at === start + 1 || (!isSeparator(text.charCodeAt(at)) && !'?:,]}%@`'.includes(text[at]!))) {
    return fail(s, {
      rule: 'yaml/syntax',
      message: `while scanning an ${what}: unexpected character found, "${text[start]}" begins the name of an ${what}`,
      start,
      end: Math.min(at + 1, text.length),
      help: startHelp(s, `put a text that begins with "${text[start]}" in quotes`),
    })
  }
  push(s, { ...bare(what, start, at), text: text.slice(start + 1, at) })
  moveTo(s, at, lexeme)
}

/** Reads `!tag`, `!!tag` or `!<tag>`; what it means is for who uses it. */
export function scanTag(s: Scanner, lexeme: string) {
  const { text, pos: start } = s
  const end = start + lexeme.length
  if (!isSeparator(text.charCodeAt(end)) && !(s.flow > 0 && ',]}'.includes(text[end]!))) {
    return fail(s, {
      rule: 'yaml/syntax',
      message: `while scanning a tag: expected " ", but found ${quote(text[end]!)}`,
      start,
      end: end + 1,
      help: 'put a text that begins with "!" in quotes',
    })
  }
  push(s, { ...bare('tag', start, end), text: lexeme })
  s.pos = end
}

/** Sets the place behind a token, and the lexer too where it read more or less than SnakeYAML does. */
function moveTo(s: Scanner, at: number, lexeme: string) {
  if (s.pos + lexeme.length === at) s.pos = at
  else resume(s, at)
}

/** Reads a text in quotes; its lines may be indented as they like. */
export function scanQuoted(s: Scanner, lexeme: string) {
  const { text, pos: start } = s
  const quoteCode = lexeme.charCodeAt(0)
  let at = start + 1
  let simple = true
  for (;;) {
    const code = text.charCodeAt(at)
    if (code === quoteCode) {
      if (quoteCode === 0x22 || text.charCodeAt(at + 1) !== quoteCode) break
      simple = false
      at += 2
    } else if (code === 0x5c && quoteCode === 0x22) {
      simple = false
      const next = skipEscape(text, at)
      if (next < 0) return failEscape(s, at)
      if (isBreak(text.charCodeAt(at + 1))) s.line = next
      at = next
      if (s.line === at && isDocumentMark(text, at)) return failUnclosed(s, start)
    } else if (isBreak(code)) {
      simple = false
      at = skipBreak(text, at)
      s.line = at
      if (isDocumentMark(text, at)) return failUnclosed(s, start)
    } else if (Number.isNaN(code)) return failUnclosed(s, start)
    else at++
  }
  moveTo(s, at + 1, lexeme)
  const style = quoteCode === 0x22 ? 'double' : 'single'
  const read = quoteCode === 0x22 ? readDouble : readSingle
  const content = simple ? text.slice(start + 1, at) : collect(text, reading => read(reading, start + 1, at))
  push(s, { kind: 'scalar', start, end: at + 1, text: content, style })
}

function collect(text: string, read: (reading: Reading) => void): string {
  let all = ''
  const emit = (content: string) => {
    all += content
  }
  read({ text, emit })
  return all
}

function failEscape(s: Scanner, at: number) {
  const shown = s.text.slice(at, at + 2)
  const template = shown === '\\<'
  fail(s, {
    rule: 'yaml/syntax',
    message: `while scanning a double-quoted scalar: found unknown escape character in ${quote(shown)}`,
    start: at,
    end: Math.min(at + 2, s.text.length),
    help: template
      ? 'write "\\\\<<" in double quotes, or use single quotes or a block ("|")'
      : 'double the backslash, or use single quotes, in which a backslash is only a backslash',
  })
}

function failUnclosed(s: Scanner, start: number) {
  const mark = s.text[start]!
  fail(s, {
    rule: 'yaml/syntax',
    message: `while scanning a quoted scalar: found unexpected end of the document, the ${mark} that opens it is never closed`,
    start,
    end: Math.max(start + 1, Math.min(endOfLine(s.text, start), start + 60)),
    help: mark === '"' ? 'close the text with "' : "close the text with ', and double a ' that belongs to it",
  })
}

/** Reads a plain scalar: it goes on over lines that are deeper than the open collection. */
export function scanPlain(s: Scanner, lexeme: string) {
  const { text, pos: start } = s
  let end = start + lexeme.length
  if (s.flow > 0 && lexeme.includes('?')) {
    return fail(s, {
      rule: 'yaml/syntax',
      message: 'between brackets a "?" ends a value: expected "," or the closing bracket',
      start: start + lexeme.indexOf('?'),
      end: start + lexeme.indexOf('?') + 1,
      help: 'put the text in quotes',
    })
  }
  s.afterPlain = true
  const many = lexeme.includes('\n')
  if (many) end = endOfPlain(s, end)
  const content = many ? collect(text, reading => readPlain(reading, start, end)) : lexeme
  s.lastPlain = { kind: 'scalar', start, end, text: content, style: 'plain' }
  push(s, s.lastPlain)
  moveTo(s, end, lexeme)
}

/** Where SnakeYAML ends a plain scalar of several lines: before the first that is not deep enough. */
function endOfPlain(s: Scanner, end: number): number {
  const { text } = s
  let last = endOfLine(text, s.pos)
  for (let line = skipBreak(text, last); line < end; line = skipBreak(text, endOfLine(text, line))) {
    let at = line
    while (text.charCodeAt(at) === SPACE) at++
    if (isBreak(text.charCodeAt(at))) continue
    if (text.charCodeAt(at) === TAB || isDocumentMark(text, line) || (s.flow === 0 && at - line <= s.indent))
      return trimEnd(text, last)
    last = Math.min(end, endOfLine(text, line))
    s.line = line
  }
  return end
}

function trimEnd(text: string, end: number): number {
  let at = end
  while (isBlank(text.charCodeAt(at - 1))) at--
  return at
}

/** Reads a literal or folded scalar with its header. */
export function scanBlock(s: Scanner, lexeme: string) {
  const { text, pos: start } = s
  const header = readHeader(text, start + 1)
  if (typeof header === 'number') return failHeader(s, start, header)
  let at = header.end
  while (text.charCodeAt(at) === SPACE) at++
  if (text.charCodeAt(at) === 0x23) {
    const end = endOfLine(text, at)
    s.comments.push({ start: at, end })
    at = end
  }
  if (at < text.length && !isBreak(text.charCodeAt(at))) return failHeader(s, start, at)
  const body = skipBreak(text, at)
  const least = Math.max(1, s.indent + 1)
  const indent = header.increment > 0 ? least + header.increment - 1 : Math.max(least, firstIndent(text, body))
  const folded = text.charCodeAt(start) === 0x3e
  let content = ''
  const shape: BlockShape = { folded, indent, chomp: header.chomp }
  const emit = (piece: string) => {
    content += piece
  }
  const found = readBlock({ text, emit }, body, shape)
  skipBody(s, lexeme, found)
  const end = Math.max(header.end, found.end)
  push(s, { kind: 'scalar', start, end, text: content, style: folded ? 'folded' : 'literal' })
}

/** Brings the lexer behind a block scalar; the empty lines that may follow it are left to be skipped. */
function skipBody(s: Scanner, header: string, { end, next }: { end: number; next: number }) {
  let value: string | undefined = header
  let at = s.pos
  for (; value !== undefined && value !== '\x1f'; value = s.lexemes.next().value ?? undefined) at += value.length
  at += s.lexemes.next().value?.length ?? 0
  s.pos = at
  s.line = s.text.lastIndexOf('\n', at - 1) + 1
  if (at >= end && at <= next) return
  s.line = next
  resume(s, next)
}

function failHeader(s: Scanner, start: number, at: number) {
  fail(s, {
    rule: 'yaml/syntax',
    message: `while scanning a block scalar: expected chomping or indentation indicators, a comment or a line break behind "${s.text[start]}", but found ${quote(s.text.slice(at, endOfLine(s.text, at)))}`,
    start,
    end: Math.max(start + 1, Math.min(endOfLine(s.text, at), at + 60)),
    help: `begin the text on the next line, or put a value that begins with "${s.text[start]}" in quotes`,
  })
}
