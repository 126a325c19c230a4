import { type Composer, MAX_DEPTH } from './composer.ts'
import { peek } from './scan.ts'
import { fail, quote } from './scanner.ts'
import type { Token } from './token.ts'

/** Nothing that could be a value stands where one is expected. */
export function failContent(c: Composer, found: Token) {
  fail(c.scanner, {
    rule: 'yaml/syntax',
    message: `expected the node content, but found ${show(c, found)}`,
    ...place(c, found),
  })
}

/** A block collection is followed by something that belongs neither to it nor to what is around it. */
export function failIndent(c: Composer, start: number, what: 'list' | 'map') {
  const found = peek(c.scanner)
  fail(c.scanner, {
    rule: 'yaml/syntax',
    message: `expected <block end>, but found ${show(c, found)}: ${reason(found, what)}`,
    ...place(c, found),
    related: { message: `the ${what} that is open here begins here`, start, end: start + 1 },
    help: HELP[found.kind] ?? quoteHelp(c),
  })
}

/** What helps where more text follows a value, most often one that a quote has ended too early. */
function quoteHelp(c: Composer): string {
  const last = c.source.text[c.scanner.lastEnd - 1]
  if (last === "'") return "write '' for a ' that belongs to the text, or put the whole value in double quotes"
  if (last === '"') return 'write \\" for a " that belongs to the text, or put the whole value in single quotes'
  return 'indent it as its neighbours, or put a text with special characters in quotes'
}

/** Brackets are not closed where they should be. */
export function failFlow(c: Composer, start: number, close: string) {
  const found = peek(c.scanner)
  const ended = found.kind === 'stream-end' || found.kind === 'document-start' || found.kind === 'document-end'
  const open = c.source.text[start] ?? ''
  const message = `expected "," or "${close}", but got ${show(c, found)}`
  if (ended) {
    return fail(c.scanner, {
      rule: 'yaml/syntax',
      message: `${message}: this "${open}" is never closed`,
      start,
      end: start + 1,
      help: `close it with "${close}", or put a text that begins with "${open}" in quotes`,
    })
  }
  fail(c.scanner, {
    rule: 'yaml/syntax',
    message,
    ...place(c, found),
    related: { message: `the "${open}" that is open here`, start, end: start + 1 },
    help: `close it with "${close}", or put a text with special characters in quotes`,
  })
}

/** Lists and maps are nested too deep. */
export function failDepth(c: Composer, at: number) {
  fail(c.scanner, {
    rule: 'yaml/too-deep',
    message: `lists and maps are nested more than ${MAX_DEPTH} deep`,
    start: at,
    end: at + 1,
    help: 'no config needs this: look for brackets that are never closed',
  })
}

/** What stands behind the only document of the file. */
export function failRest(c: Composer, found: Token) {
  fail(c.scanner, {
    rule: 'yaml/syntax',
    message: `expected <document start>, but found ${show(c, found)}: the config has ended before this line`,
    ...place(c, found),
    help: 'indent it as part of the value above, or remove it',
  })
}

function place(c: Composer, found: Token): { readonly start: number; readonly end: number } {
  const { start, end } = found
  return end > start ? { start, end } : { start, end: Math.min(start + 1, c.source.text.length) }
}

const NAMES: Partial<Record<Token['kind'], string>> = {
  'block-end': 'a line that is indented less',
  'block-entry': '"-"',
  'block-mapping-start': 'a key',
  'block-sequence-start': 'a list',
  'flow-entry': '","',
  'stream-end': 'the end of the file',
  key: 'a key',
  value: '":"',
}

function show(c: Composer, found: Token): string {
  return NAMES[found.kind] ?? quote(c.source.text.slice(found.start, found.end))
}

function reason(found: Token, what: 'list' | 'map'): string {
  switch (found.kind) {
    case 'block-mapping-start':
    case 'block-sequence-start':
      return `it is indented deeper than the ${what} around it, but not as deep as the lines above`
    case 'block-entry':
      return 'an entry of a list cannot stand among the keys of a map'
    case 'key':
      return 'a key cannot stand among the entries of a list'
    case 'value':
      return 'no key stands before it'
    default:
      return 'the value before it has already ended'
  }
}

const HELP: Partial<Record<Token['kind'], string>> = {
  'block-mapping-start': 'indent it as its neighbours',
  'block-sequence-start': 'indent it as its neighbours',
  'block-entry': 'indent the list under its key, or give it a key',
  key: 'begin the line with "- ", or indent it under the entry above',
  value: 'write a key before the ":"',
}
