/** One lexeme of a template (S4.2). */
export interface TemplateToken {
  readonly kind: 'text' | 'open' | 'close' | 'section' | 'inverted' | 'end'
  /** As it stands in the source. */
  readonly text: string
  /** For text: what comes out of it, with the escape undone and without the lines that section tags take with them. */
  readonly written: string
  /** Whether this text is an escaped `\<<`. */
  readonly escaped: boolean
  readonly start: number
  readonly end: number
}

const lexemes = /\\\\<<[#^/]?|\\<<|<<[#^/]?|>>/g
const after = /[ \t]*(?:\r?\n|$)/y
const kinds: Readonly<Record<string, TemplateToken['kind']>> = { '#': 'section', '^': 'inverted', '/': 'end' }

/** Splits a text into tags and what stands between them (S4.2). */
export function scanTemplate(text: string): readonly TemplateToken[] {
  const found: TemplateToken[] = []
  let at = 0
  for (const { 0: lexeme, index } of text.matchAll(lexemes)) {
    if (index > at) found.push(textToken(text, at, index))
    at = index + lexeme.length
    if (lexeme === '\\<<')
      found.push({ kind: 'text', text: lexeme, written: '<<', escaped: true, start: index, end: at })
    else if (lexeme === '>>') found.push(tagToken('close', lexeme, index))
    else {
      // `\\<<` is a backslash and a tag.
      const slashes = lexeme.startsWith('\\') ? 2 : 0
      if (slashes > 0) found.push({ ...textToken(text, index, index + 2), written: '\\' })
      const opening = lexeme.slice(slashes)
      found.push(tagToken(kinds[opening[2] ?? ''] ?? 'open', opening, index + slashes))
    }
  }
  if (at < text.length) found.push(textToken(text, at, text.length))
  return withoutSectionLines(found, text)
}

function textToken(text: string, start: number, end: number): TemplateToken {
  const slice = text.slice(start, end)
  return { kind: 'text', text: slice, written: slice, escaped: false, start, end }
}

function tagToken(kind: TemplateToken['kind'], text: string, start: number): TemplateToken {
  return { kind, text, written: '', escaped: false, start, end: start + text.length }
}

interface Line {
  readonly start: number
  readonly end: number
}

/** A section tag that stands alone on its line vanishes with the line (FACTS 5.3). */
function withoutSectionLines(tokens: readonly TemplateToken[], text: string): readonly TemplateToken[] {
  const lines: Line[] = []
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'section' && token.kind !== 'inverted' && token.kind !== 'end') continue
    const close = tokens[index + 2]
    if (close?.kind !== 'close') continue
    const start = lineStart(text, token.start)
    after.lastIndex = close.end
    const rest = after.exec(text)?.[0]
    if (start === undefined || rest === undefined) continue
    lines.push({ start, end: close.end + rest.length })
  }
  if (lines.length === 0) return tokens
  // Both lists go from the begin of the text to its end, so each line is looked at by the few tokens it touches.
  let first = 0
  return tokens.map(token => {
    while (lines[first] !== undefined && lines[first]!.end <= token.start) first++
    return token.kind === 'text' && !token.escaped ? cut(token, lines, first) : token
  })
}

/** Where the line of an offset starts, if only blanks stand between. */
function lineStart(text: string, at: number): number | undefined {
  let start = at
  while (text[start - 1] === ' ' || text[start - 1] === '\t') start -= 1
  return start === 0 || text[start - 1] === '\n' ? start : undefined
}

/** What is left of a text without the lines from the `first` on that it touches. */
function cut(token: TemplateToken, lines: readonly Line[], first: number): TemplateToken {
  let written = ''
  let at = token.start
  for (let index = first; index < lines.length; index++) {
    const { start, end } = lines[index]!
    if (start >= token.end) break
    if (start > at) written += token.text.slice(at - token.start, start - token.start)
    at = Math.max(at, end)
  }
  if (at === token.start) return token
  return { ...token, written: written + token.text.slice(Math.min(at, token.end) - token.start) }
}
