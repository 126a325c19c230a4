/** What is wrong with the text of an expression or a template, at offsets in that text. */
export interface TextError {
  readonly message: string
  readonly start: number
  readonly end: number
  readonly help?: string
}

/** One lexeme of an expression (S5.2). */
export interface Token {
  readonly kind: 'name' | 'integer' | 'string' | 'pattern' | 'bool' | 'operator' | 'word' | 'end'
  /** The lexeme; for a name, an operator or an infix word this says which one, with `and`, `or`, `not` in lower case. */
  readonly text: string
  readonly value?: string | number | bigint | boolean
  readonly start: number
  readonly end: number
}

/** The infix words of the language (S5.2, S5.3). */
export const infixWords: readonly string[] = ['matches', 'starts-with', 'contains']

/** The longest pattern that the server takes, in characters (S1.7, S5.11). */
export const longestPattern = 256

const keywords: Readonly<Record<string, string>> = {
  and: 'and',
  AND: 'and',
  or: 'or',
  OR: 'or',
  not: 'not',
  NOT: 'not',
}
const booleans: Readonly<Record<string, boolean>> = { true: true, TRUE: true, false: false, FALSE: false }
const symbols = /(?:[!<>=]=|[()!<>])/y
const names = /[A-Za-z][A-Za-z0-9_?-]*(?:\.[A-Za-z0-9_?-]+)*/y
const digits = /[0-9]+/y
const blanks = /[ \t\r\n]+/y

/** Splits the text of an expression into lexemes, the last of which is `end`. Offsets count from `base` (S5.2). */
export function lex(text: string, base = 0): { readonly tokens: readonly Token[] } | { readonly error: TextError } {
  const tokens: Token[] = []
  let at = 0
  while (at < text.length) {
    const blank = take(blanks, text, at)
    if (blank !== undefined) {
      at += blank.length
      continue
    }
    const found = next(text, at)
    if ('message' in found) {
      return { error: { ...found, start: found.start + base, end: found.end + base } }
    }
    tokens.push({ ...found, start: found.start + base, end: found.end + base })
    at = found.end
  }
  tokens.push({ kind: 'end', text: '', start: base + text.length, end: base + text.length })
  return { tokens }
}

function take(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0]
}

function next(text: string, start: number): Token | TextError {
  const symbol = take(symbols, text, start)
  if (symbol !== undefined) {
    const operator = symbol === '!' ? 'not' : symbol
    return { kind: 'operator', text: operator, start, end: start + symbol.length }
  }
  const name = take(names, text, start)
  if (name !== undefined) return nameToken(name, start)
  const number = take(digits, text, start)
  if (number !== undefined) return integerToken(number, start)
  if (text[start] === '"') return stringToken(text, start)
  if (text[start] === '/') return patternToken(text, start)
  return unexpected(text, start)
}

function nameToken(name: string, start: number): Token {
  const place = { start, end: start + name.length }
  const keyword = Object.hasOwn(keywords, name) ? keywords[name] : undefined
  if (keyword !== undefined) return { kind: 'operator', text: keyword, ...place }
  if (Object.hasOwn(booleans, name)) return { kind: 'bool', text: name, value: booleans[name] === true, ...place }
  return { kind: infixWords.includes(name) ? 'word' : 'name', text: name, ...place }
}

function integerToken(number: string, start: number): Token | TextError {
  const place = { start, end: start + number.length }
  const value = BigInt(number)
  if (value > 2n ** 63n - 1n) {
    return { message: `Invalid numeric literal ${number}: numbers can range from 0 to 2^63 - 1`, ...place }
  }
  return { kind: 'integer', text: number, value: wholeNumber(value), ...place }
}

/** An integer in the form in which integers are compared: a number where that is exact. */
export function wholeNumber(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(value) : value
}

function stringToken(text: string, start: number): Token | TextError {
  let at = start + 1
  while (at < text.length && text[at] !== '"') {
    const escaped = text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')
    at += escaped ? 2 : 1
  }
  if (at >= text.length) {
    return { message: 'Unterminated string starting here: a closing " is missing', start, end: text.length }
  }
  const value = text
    .slice(start + 1, at)
    .replaceAll('\\"', '"')
    .replaceAll('\\\\', '\\')
  return { kind: 'string', text: text.slice(start, at + 1), value, start, end: at + 1 }
}

function patternToken(text: string, start: number): Token | TextError {
  let at = start + 1
  while (at < text.length && text[at] !== '/') {
    const error = patternFault(text, at)
    if (error) return error
    at += text[at] === '\\' && text[at + 1] === '/' ? 2 : 1
  }
  if (at >= text.length) {
    const help = 'a pattern stands between slashes; a slash inside it is written \\/'
    return { message: 'Unterminated pattern starting here: a closing / is missing', start, end: text.length, help }
  }
  // Only the delimiter is unescaped here: the other escapes are the pattern's own.
  const value = text.slice(start + 1, at).replaceAll('\\/', '/')
  if (value.length > longestPattern) {
    const message = `Pattern length exceeded: this pattern has ${value.length} characters, the limit is ${longestPattern}`
    return { message, start, end: at + 1 }
  }
  return { kind: 'pattern', text: text.slice(start, at + 1), value, start, end: at + 1 }
}

function patternFault(text: string, at: number): TextError | undefined {
  const message = 'Invalid pattern character, only ASCII and Latin-1 are allowed in patterns'
  if (text[at] === '\\' && (text[at + 1] === 'u' || text[at + 1] === 'x')) {
    return { message: `${message}: the escape "${text.slice(at, at + 2)}" is not`, start: at, end: at + 2 }
  }
  const code = text.codePointAt(at) ?? 0
  if (code <= 0xff) return undefined
  const character = String.fromCodePoint(code)
  return { message: `${message}: "${character}" is not`, start: at, end: at + character.length }
}

function unexpected(text: string, start: number): TextError {
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0)
  const end = start + character.length
  if (character === '=') {
    const after = text.slice(start + 1).trimStart()[0]
    const found = after === undefined ? 'the end' : `"="`
    return { message: `Incomplete token, expected "==", found ${found}`, start, end, help: 'equality is written ==' }
  }
  const help = remedy(character)
  const message = `Unexpected character "${character}" in an expression`
  return help === undefined ? { message, start, end } : { message, start, end, help }
}

function remedy(character: string): string | undefined {
  switch (character) {
    case "'":
      return 'strings stand in double quotes'
    case '&':
      return 'write and'
    case '|':
      return 'write or'
    case '-':
      return 'there are no negative numbers; a name begins with a letter'
    case '_':
    case '.':
      return 'a name begins with a letter, and its parts are joined by single dots'
    default:
      return undefined
  }
}
