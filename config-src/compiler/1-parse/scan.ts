import { isDocumentMark, isSeparator } from './characters.ts'
import { scanBlock, scanName, scanPlain, scanQuoted, scanTag } from './scan-content.ts'
import { failIndicator, failSecondColon, failStart, failTab } from './scan-fault.ts'
import {
  bare,
  closeBlocks,
  column,
  dropKey,
  dropStaleKeys,
  insert,
  isUndecided,
  openBlock,
  push,
  resume,
  type Scanner,
  saveKey,
  takeKey,
} from './scanner.ts'
import type { Token, TokenKind } from './token.ts'

/** The next token, which stays the next one. */
export function peek(s: Scanner): Token {
  while (s.head === s.queue.length || needsMore(s)) fetch(s)
  return s.queue[s.head]!
}

/** Takes the next token. */
export function take(s: Scanner): Token {
  const token = peek(s)
  // What ends the stream stays: who asks on gets it again.
  if (token.kind === 'stream-end' || token.kind === 'failed') return token
  if (token.kind !== 'block-end') s.lastEnd = token.end
  s.head++
  s.taken++
  if (s.head === s.queue.length) {
    // A new list: to shorten one takes longer.
    s.queue = []
    s.head = 0
  }
  return token
}

function needsMore(s: Scanner): boolean {
  if (s.keys.length === 0) return false
  dropStaleKeys(s)
  return isUndecided(s)
}

function fetch(s: Scanner) {
  const lexeme = nextLexeme(s)
  if (s.problem) return
  dropStaleKeys(s)
  if (s.problem) return
  closeBlocks(s, column(s))
  if (lexeme === undefined) fetchEnd(s)
  else if (lexeme === SCALAR) fetchPlain(s)
  else fetchIndicator(s, lexeme)
}

/** The marks with which the lexer announces a document, the end of brackets by indentation, and a scalar without quotes. */
const DOCUMENT = '\x02'
const FLOW_END = '\x18'
const SCALAR = '\x1f'

/** Skips blanks, comments and empty lines; a new line allows a key again. Tabs count as blanks only between brackets. */
function nextLexeme(s: Scanner): string | undefined {
  for (;;) {
    const { value } = s.lexemes.next()
    if (value === undefined || s.problem) return undefined
    const from = s.pos
    switch (value[0]) {
      case ' ':
      case '\t':
        if (s.flow === 0 && !s.afterPlain && value.includes('\t')) failTab(s, from + value.indexOf('\t'))
        break
      case '\r':
      case '\n':
        s.line = from + value.length
        s.afterPlain = false
        if (s.flow === 0) s.keyAllowed = true
        break
      case '#':
        s.comments.push({ start: from, end: from + value.length })
        break
      case DOCUMENT:
        continue
      case FLOW_END:
        // Between brackets SnakeYAML ignores indentation; only a mark between documents ends them.
        if (!isDocumentMark(s.text, from)) resume(s, from)
        continue
      case '\ufeff':
        s.line = from + 1
        break
      default:
        s.afterPlain = false
        return value
    }
    s.pos += value.length
  }
}

function fetchIndicator(s: Scanner, lexeme: string) {
  switch (lexeme[0]) {
    case '-':
      if (lexeme === '---') return fetchMark(s, 'document-start', lexeme)
      return s.flow === 0 || isSeparator(s.text.charCodeAt(s.pos + 1)) ? fetchEntry(s) : fetchDash(s)
    case '.':
      return fetchMark(s, 'document-end', lexeme)
    case '%':
      return fetchMark(s, 'directive', lexeme)
    case '?':
      return fetchKey(s)
    case ':':
      return fetchValue(s)
    case ',':
      return fetchComma(s)
    case '[':
    case '{':
      return openFlow(s, lexeme)
    case ']':
    case '}':
      return closeFlow(s, lexeme)
    case '|':
    case '>':
      s.keyAllowed = true
      dropKey(s)
      if (!s.problem) scanBlock(s, lexeme)
      return
    default:
      return fetchStart(s, lexeme)
  }
}

function fetchEnd(s: Scanner) {
  closeBlocks(s, -1)
  dropKey(s)
  s.keyAllowed = false
  for (const key of s.keys) key.token = -1
  if (!s.problem) push(s, bare('stream-end', s.pos, s.pos))
}

function fetchMark(s: Scanner, kind: TokenKind, lexeme: string) {
  closeBlocks(s, -1)
  dropKey(s)
  if (s.problem) return
  s.keyAllowed = false
  push(s, { ...bare(kind, s.pos, s.pos + lexeme.length), text: lexeme })
  s.pos += lexeme.length
}

/** `[-]` is a list of a dash. */
function fetchDash(s: Scanner) {
  saveKey(s)
  s.keyAllowed = false
  push(s, { kind: 'scalar', start: s.pos, end: s.pos + 1, text: '-', style: 'plain' })
  s.pos++
}

function fetchPlain(s: Scanner) {
  const lexeme = s.lexemes.next().value ?? ''
  const code = s.text.charCodeAt(s.pos)
  if (s.flow > 0 && code === 0x3a) {
    fetchValue(s)
    resume(s, s.pos)
    return
  }
  // Behind an indicator the lexer may announce a scalar where none begins.
  if (lexeme === '' && s.flow > 0 && (code === 0x2c || code === 0x5d || code === 0x7d)) {
    resume(s, s.pos)
    return
  }
  if (!startsPlain(s, code)) return failStart(s)
  saveKey(s)
  s.keyAllowed = false
  if (!s.problem) scanPlain(s, lexeme)
}

function fetchEntry(s: Scanner) {
  if (s.flow === 0) {
    if (!s.keyAllowed)
      return failIndicator(s, 'sequence entries are not allowed here: start the list on a line of its own')
    if (openBlock(s, column(s))) push(s, bare('block-sequence-start', s.pos, s.pos))
  }
  s.keyAllowed = true
  dropKey(s)
  if (s.problem) return
  push(s, bare('block-entry', s.pos, s.pos + 1))
  s.pos++
}

function fetchKey(s: Scanner) {
  if (s.flow === 0) {
    if (!s.keyAllowed) return failIndicator(s, 'mapping keys are not allowed here')
    if (openBlock(s, column(s))) push(s, bare('block-mapping-start', s.pos, s.pos))
  }
  s.keyAllowed = s.flow === 0
  dropKey(s)
  if (s.problem) return
  push(s, bare('key', s.pos, s.pos + 1))
  s.pos++
}

function fetchValue(s: Scanner) {
  const key = takeKey(s)
  if (key) {
    insert(s, key.token, bare('key', key.start, key.start))
    if (s.flow === 0 && openBlock(s, key.column))
      insert(s, key.token, bare('block-mapping-start', key.start, key.start))
    s.keyAllowed = false
  } else {
    if (s.flow === 0) {
      if (!s.keyAllowed) return failSecondColon(s)
      if (openBlock(s, column(s))) push(s, bare('block-mapping-start', s.pos, s.pos))
    }
    s.keyAllowed = s.flow === 0
  }
  push(s, bare('value', s.pos, s.pos + 1))
  s.pos++
}

function openFlow(s: Scanner, bracket: string) {
  saveKey(s)
  if (s.problem) return
  s.flowStarts.push(s.pos)
  s.flow++
  s.keyAllowed = true
  push(s, bare(bracket === '[' ? 'flow-sequence-start' : 'flow-mapping-start', s.pos, s.pos + 1))
  s.pos++
}

function closeFlow(s: Scanner, bracket: string) {
  if (s.flow === 0) return failIndicator(s, `"${bracket}" closes nothing: no bracket is open here`)
  dropKey(s)
  s.flow--
  s.flowStarts.pop()
  s.keyAllowed = false
  push(s, bare(bracket === ']' ? 'flow-sequence-end' : 'flow-mapping-end', s.pos, s.pos + 1))
  s.pos++
}

function fetchComma(s: Scanner) {
  s.keyAllowed = true
  dropKey(s)
  if (s.problem) return
  push(s, bare('flow-entry', s.pos, s.pos + 1))
  s.pos++
}

/** Anchors, aliases, tags and quoted texts: each may begin a key, and no other key may follow on the line. */
function fetchStart(s: Scanner, lexeme: string) {
  saveKey(s)
  if (s.problem) return
  s.keyAllowed = false
  if (lexeme[0] === '"' || lexeme[0] === "'") scanQuoted(s, lexeme)
  else if (lexeme[0] === '!') scanTag(s, lexeme)
  else if (lexeme[0] === '&' || lexeme[0] === '*') scanName(s, lexeme)
  else failStart(s)
}

const NEVER_PLAIN = new Set(Array.from('-?:,[]{}#&*!|>\'"%@`\t', letter => letter.charCodeAt(0)))

function startsPlain(s: Scanner, code: number): boolean {
  if (!NEVER_PLAIN.has(code)) return true
  if (isSeparator(s.text.charCodeAt(s.pos + 1))) return false
  return code === 0x2d || (s.flow === 0 && (code === 0x3f || code === 0x3a))
}
