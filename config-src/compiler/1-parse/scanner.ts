import { endOfLine } from './characters.ts'
import { lexemesFrom } from './lexer.ts'
import type { Problem } from './problem.ts'
import type { Token, TokenKind } from './token.ts'

/** A token that may turn out to be the key of a map, once a `:` follows on its line. */
interface SimpleKey {
  /** The number of its token, counted from the start of the text; -1 where there is none. */
  token: number
  /** It stands where a key of the open map must stand. */
  required: boolean
  start: number
  line: number
}

/** A stretch of the text that is a comment. */
export interface CommentRange {
  readonly start: number
  readonly end: number
}

/**
 * The state of making tokens of the lexemes of `yaml`. What is a key, where indentation counts and what may stand where
 * is decided by SnakeYAML's rules, as the server decides it (S2.1), not by those of YAML 1.2.
 */
export interface Scanner {
  readonly text: string
  lexemes: Iterator<string, void>
  /** Where the next lexeme starts. */
  pos: number
  /** Where the current line starts: columns count from here. */
  line: number
  /** The column of the innermost open block collection, -1 outside of all. */
  indent: number
  readonly indents: number[]
  flow: number
  /** Where the open flow collections begin, for who must say that one is never closed. */
  readonly flowStarts: number[]
  keyAllowed: boolean
  /** The possible key of each flow level. */
  readonly keys: SimpleKey[]
  /** Whether the last token was a plain scalar: tabs may follow it. */
  afterPlain: boolean
  /** The last scalar without quotes, for who must say that it is no key. */
  lastPlain: Token | undefined
  /** Tokens found and not yet taken: those from `head` on. */
  queue: Token[]
  head: number
  taken: number
  /** Where the last token that was taken ends, ends of blocks aside. */
  lastEnd: number
  readonly comments: CommentRange[]
  problem: Problem | undefined
}

/** Makes a scanner that stands at the start of a text, behind its byte order mark. */
export function scanner(text: string): Scanner {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  return {
    text,
    lexemes: lexemesFrom(text),
    pos: 0,
    line: start,
    indent: -1,
    indents: [],
    flow: 0,
    flowStarts: [],
    keyAllowed: true,
    keys: [],
    afterPlain: false,
    lastPlain: undefined,
    queue: [],
    head: 0,
    taken: 0,
    lastEnd: 0,
    comments: [],
    problem: undefined,
  }
}

/** Goes on reading at another place than where the lexer stands: SnakeYAML ends some values elsewhere than YAML 1.2 does. */
export function resume(s: Scanner, at: number) {
  const key = s.keys[s.flow]
  const keyColumn = key && key.token >= 0 ? key.start - key.line : s.indent
  s.lexemes = lexemesFrom(s.text, { at, lineStart: at === s.line, flow: s.flow, indent: s.indent, keyColumn })
  s.pos = at
}

/** Notes the first fault; from then on the scanner gives nothing but `failed`. */
export function fail(s: Scanner, problem: Problem) {
  s.problem ??= problem
  s.pos = s.text.length
  s.queue = []
  s.head = 0
  for (const key of s.keys) key.token = -1
  push(s, bare('failed', problem.start, problem.end))
}

/** The column of the next character, from 0. */
export function column(s: Scanner): number {
  return s.pos - s.line
}

/** Adds a token at the end of the queue. */
export function push(s: Scanner, token: Token) {
  s.queue.push(token)
}

/** A token without content. */
export function bare(kind: TokenKind, start: number, end: number): Token {
  return { kind, start, end, text: '', style: 'plain' }
}

/** Adds a token in front of one that is already queued: a key is known as such only when its `:` is seen. */
export function insert(s: Scanner, number: number, token: Token) {
  s.queue.splice(s.head + number - s.taken, 0, token)
}

/** Opens a block collection at a column that is deeper than the current one; says whether it did. */
export function openBlock(s: Scanner, at: number): boolean {
  if (s.indent >= at) return false
  s.indents.push(s.indent)
  s.indent = at
  return true
}

/** Closes the block collections that are deeper than a column; inside brackets indentation means nothing. */
export function closeBlocks(s: Scanner, at: number) {
  if (s.flow > 0) return
  while (s.indent > at) {
    push(s, bare('block-end', s.pos, s.pos))
    s.indent = s.indents.pop() ?? -1
  }
}

/** Remembers that the next token may be a key. */
export function saveKey(s: Scanner) {
  if (!s.keyAllowed) return
  dropKey(s)
  const required = s.flow === 0 && s.indent === column(s)
  const key = s.keys[s.flow]
  const token = s.taken + s.queue.length - s.head
  if (key === undefined) {
    while (s.keys.length < s.flow) s.keys.push({ token: -1, required: false, start: 0, line: 0 })
    s.keys.push({ token, required, start: s.pos, line: s.line })
    return
  }
  key.token = token
  key.required = required
  key.start = s.pos
  key.line = s.line
}

/** Forgets the possible key of the current level; a required one is missed. */
export function dropKey(s: Scanner) {
  const key = s.keys[s.flow]
  if (key === undefined || key.token < 0) return
  key.token = -1
  if (key.required) failMissingColon(s, key)
}

/** Takes the possible key of the current level, now that its `:` is here. */
export function takeKey(
  s: Scanner,
): { readonly token: number; readonly start: number; readonly column: number } | undefined {
  const key = s.keys[s.flow]
  if (key === undefined || key.token < 0) return undefined
  const found = { token: key.token, start: key.start, column: key.start - key.line }
  key.token = -1
  return found
}

/** Forgets the possible keys that cannot be keys any more: a key ends on its line, within 1024 characters. */
export function dropStaleKeys(s: Scanner) {
  for (let level = 0; level <= s.flow && level < s.keys.length; level++) {
    const key = s.keys[level]!
    if (key.token < 0 || (key.line === s.line && s.pos - key.start <= 1024)) continue
    key.token = -1
    if (key.required) return failMissingColon(s, key)
  }
}

/** Whether the next token in the queue may still be preceded by a `key` token. */
export function isUndecided(s: Scanner): boolean {
  for (let level = 0; level <= s.flow && level < s.keys.length; level++) {
    const token = s.keys[level]!.token
    if (token >= 0) return token === s.taken
  }
  return false
}

function failMissingColon(s: Scanner, key: SimpleKey) {
  const end = key.start + s.text.slice(key.start, endOfLine(s.text, key.start)).trimEnd().length
  fail(s, {
    rule: 'yaml/syntax',
    message: `could not find expected ":" behind ${quote(s.text.slice(key.start, end))}, which stands where a key of this map is expected`,
    start: key.start,
    end,
    help: 'write it as "key: value", or indent it as part of the value above',
  })
}

/** The user's text in double quotes (its own, where it has some), cut where it is long. */
export function quote(text: string): string {
  if (/^"[^"]{0,38}"$/.test(text)) return text
  return text.length > 40 ? `"${text.slice(0, 37)}..."` : `"${text}"`
}
