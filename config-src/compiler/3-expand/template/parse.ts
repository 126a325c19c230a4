import type { TextError } from '../expression/lex.ts'
import { type Expr, parseExpression, walkExpression } from '../expression/parse.ts'
import { remember } from '../remember.ts'
import { scanTemplate, type TemplateToken } from './scan.ts'

/** A stretch of text that stays as it is; escapes are already undone. */
export interface TextPart {
  readonly kind: 'text'
  readonly text: string
}

/** `<< expression >>`; offsets are those of the whole tag in the template. */
export interface TagPart {
  readonly kind: 'tag'
  readonly expr: Expr
  readonly start: number
  readonly end: number
}

/** `<<# name >>…<</ name >>`, or `<<^ name >>…` with `inverted`; offsets are those of the name in the opening tag (S4.6). */
export interface SectionPart {
  readonly kind: 'section'
  readonly name: string
  readonly inverted: boolean
  readonly parts: readonly Part[]
  readonly start: number
  readonly end: number
}

/** A part of a template. */
export type Part = TextPart | TagPart | SectionPart

/** A text with tags, taken apart (S4.5). With a `problem`, `parts` end where it stands. */
export interface Template {
  readonly parts: readonly Part[]
  /** The tag that is all of the text but blanks: its value keeps its type (S4.8). */
  readonly whole?: TagPart
  readonly problem?: TemplateError
}

/** What is wrong with a template, and whether that is its tags or an expression in one. */
export interface TemplateError extends TextError {
  readonly rule: 'template/unclosed-tag' | 'template/unmatched-section' | 'expr/syntax'
}

/** A name that a text mentions, at its offsets. */
export interface Reference {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The longest expression in a tag (S1.7). */
const longestExpression = 2048

/** Sections deeper than this are no template of anybody. */
const deepest = 100

/** How freely the server reads the name of a section, and a tag that is no expression (S4.5, S4.7). */
const looseName = /^[\w-]+(?:\.\S+)*$/

/** Takes a text apart into what stays and what is replaced (S4.2 to S4.7). */
export const parseTemplate: (text: string) => Template = remember(readTemplate)

function readTemplate(text: string): Template {
  const reader = new Reader(text)
  const parts = reader.parts()
  if (reader.problem) return { parts, problem: reader.problem }
  const [only, ...rest] = parts.filter(part => part.kind !== 'text' || !/^[ \t]*$/.test(part.text))
  return only?.kind === 'tag' && rest.length === 0 ? { parts, whole: only } : { parts }
}

/** The names that a template mentions, in order; with a problem, those before it (for static checks). */
export function references(template: Template | string): readonly Reference[] {
  const found: Reference[] = []
  collect(typeof template === 'string' ? parseTemplate(template).parts : template.parts, found)
  return found
}

function collect(parts: readonly Part[], found: Reference[]): undefined {
  for (const part of parts) {
    if (part.kind === 'tag') {
      walkExpression(part.expr, ({ start, end, ...of }) => {
        if (of.kind === 'name') found.push({ name: of.name, start, end })
      })
    } else if (part.kind === 'section') {
      found.push({ name: part.name, start: part.start, end: part.end })
      collect(part.parts, found)
    }
  }
}

class Reader {
  problem: TemplateError | undefined
  private at = 0
  private depth = 0
  private readonly tokens: readonly TemplateToken[]
  private readonly length: number

  constructor(text: string) {
    this.tokens = scanTemplate(text)
    this.length = text.length
  }

  /** The parts up to the end, or up to the end tag of the section `inside`. */
  parts(inside?: Reference): Part[] {
    const parts: Part[] = []
    let token = this.next()
    while (token !== undefined && this.problem === undefined) {
      if (token.kind === 'text') parts.push({ kind: 'text', text: token.written })
      // A `>>` outside a tag is ordinary text (S4.3).
      else if (token.kind === 'close') parts.push({ kind: 'text', text: '>>' })
      else if (token.kind === 'open') this.tag(token, parts)
      else if (token.kind === 'end') {
        if (this.closes(token, inside?.name)) return parts
      } else this.section(token, parts)
      token = this.next()
    }
    if (inside !== undefined)
      this.fail('template/unmatched-section', inside, `Unclosed section, expected "<</ ${inside.name} >>"`)
    return parts
  }

  private next(): TemplateToken | undefined {
    return this.tokens[this.at++]
  }

  private tag(open: TemplateToken, parts: Part[]): undefined {
    const body = this.next()
    const help = 'a << that is meant literally must be escaped as \\<<'
    if (body?.kind !== 'text' || body.escaped || body.text.trim() === '') {
      if (body?.kind !== 'close' && body?.kind !== 'text') return this.unclosed(open, help)
      if (body.escaped) return this.unclosed(open, help)
      return this.fail('template/unclosed-tag', open, "Expected expression after '<<': this tag is empty", help)
    }
    const close = this.next()
    if (close?.kind !== 'close') return this.unclosed(open, help)
    if (body.text.length > longestExpression) {
      const message = `Expressions must be less than ${longestExpression} characters, this one has ${body.text.length}`
      return this.fail('expr/syntax', body, message)
    }
    const read = readBody(body)
    if ('error' in read) this.problem ??= { rule: 'expr/syntax', ...read.error }
    else parts.push({ kind: 'tag', expr: read.expr, start: open.start, end: close.end })
  }

  private unclosed(open: TemplateToken, help: string): undefined {
    this.fail('template/unclosed-tag', open, "Unclosed '<<' tag: no >> follows ('<<' must be escaped as \\<<)", help)
  }

  private section(open: TemplateToken, parts: Part[]): undefined {
    const name = this.name(open)
    if (name === undefined) return
    this.depth += 1
    if (this.depth > deepest)
      return this.fail('template/unmatched-section', open, `sections are nested deeper than ${deepest} levels`)
    const inner = this.parts(name)
    this.depth -= 1
    if (this.problem) return
    parts.push({ kind: 'section', ...name, inverted: open.kind === 'inverted', parts: inner })
  }

  private name(open: TemplateToken): Reference | undefined {
    const body = this.next()
    if (body?.kind !== 'text' || !looseName.test(body.text.trim())) {
      this.fail(
        'template/unmatched-section',
        open,
        'Expected valid identifier: a section is named after a value, as in <<# parameters.x >>',
      )
      return undefined
    }
    if (this.next()?.kind !== 'close') {
      this.fail('template/unclosed-tag', open, "Unclosed '<<' tag: no >> follows ('<<' must be escaped as \\<<)")
      return undefined
    }
    return trimmed(body)
  }

  /** Whether an end tag closes the open section; if not, that is a problem. */
  private closes(token: TemplateToken, inside: string | undefined): boolean {
    const name = this.name(token)
    if (name === undefined) return false
    if (name.name === inside) return true
    const wanted = inside === undefined ? 'no section is open' : `the open section is "${inside}"`
    const message = `Expected section end tag to match start tag: found "${name.name}", but ${wanted}`
    this.fail('template/unmatched-section', name, message)
    return false
  }

  private fail(
    rule: TemplateError['rule'],
    at: { start: number; end: number } | undefined,
    ...says: readonly string[]
  ): undefined {
    const [message = '', help] = says
    const place = at ?? { start: 0, end: this.length }
    this.problem ??= { rule, message, start: place.start, end: place.end, ...(help ? { help } : {}) }
  }
}

function trimmed(body: TemplateToken): Reference {
  const start = body.start + body.text.length - body.text.trimStart().length
  const name = body.text.trim()
  return { name, start, end: start + name.length }
}

/** The expression in a tag; what cannot be scanned but looks like a name is taken as one (S4.7). */
function readBody(body: TemplateToken): { readonly expr: Expr } | { readonly error: TextError } {
  const parsed = parseExpression(body.text, body.start)
  if (!('error' in parsed)) return parsed
  // What packs an orb replaces these on disk, a compiler does not (S4.13).
  if (/^\s*include\s*\(/.test(body.text)) {
    const help = 'only "circleci orb pack" and "circleci config pack" include files: pack the file first'
    return { error: { ...parsed.error, start: body.start, end: body.end, help } }
  }
  const isUnexpected = parsed.error.message.startsWith('Unexpected character')
  if (!isUnexpected || !looseName.test(body.text.trim())) return parsed
  return { expr: { kind: 'name', ...trimmed(body) } }
}
