import { endOfLine } from './characters.ts'
import { fail, quote, type Scanner } from './scanner.ts'

/** A `-`, `?` or bracket stands where none may. */
export function failIndicator(s: Scanner, message: string) {
  const help = 'put a text with special characters in quotes'
  fail(s, { rule: 'yaml/syntax', message, start: s.pos, end: s.pos + 1, help })
}

/** A `:` stands behind what cannot be a key. */
export function failSecondColon(s: Scanner) {
  const problem = { rule: 'yaml/syntax', start: s.pos, end: s.pos + 1 } as const
  const before = s.lastPlain
  const between = before ? s.text.slice(before.end, s.pos) : ''
  if (!before || between.trim() !== '' || !s.text.slice(before.start, before.end).includes('\n')) {
    return fail(s, {
      ...problem,
      message: 'mapping values are not allowed here: the value before this ":" cannot be a key',
      help: 'put a text that holds ": " in quotes; if a key was meant, check the indentation of this line',
    })
  }
  const first = s.text.slice(before.start, endOfLine(s.text, before.start))
  fail(s, {
    ...problem,
    message:
      'mapping values are not allowed here: the text before this ":" begins on a line above, and a key is one line',
    related: { message: 'the text begins here', start: before.start, end: before.start + first.length },
    help: standsAlone(s, before.start)
      ? `if ${quote(first)} is a key, write ":" behind it; if it is text, put it in quotes`
      : `the line above has its value, ${quote(first)}: indent this line as its neighbours`,
  })
}

/** Whether nothing but indentation and dashes stands before a place on its line. */
function standsAlone(s: Scanner, at: number): boolean {
  return /^[- ]*$/.test(s.text.slice(s.text.lastIndexOf('\n', at - 1) + 1, at))
}

/** A tab stands where a token must begin. */
export function failTab(s: Scanner, at: number) {
  fail(s, {
    rule: 'yaml/syntax',
    message: 'found character "\\t" (a tab) that cannot start any token: YAML is indented with spaces only',
    start: at,
    end: at + 1,
    help: 'replace the tab by spaces',
  })
}

/** A character stands where a value must begin, and begins none. */
export function failStart(s: Scanner) {
  const found = String.fromCodePoint(s.text.codePointAt(s.pos) ?? 0)
  fail(s, {
    rule: 'yaml/syntax',
    message: `found character "${found}" that cannot start any token`,
    start: s.pos,
    end: s.pos + found.length,
    help: startHelp(s, 'put the whole value in quotes'),
  })
}

/** What helps where a value begins wrongly: behind a closing quote the trouble is that quote. */
export function startHelp(s: Scanner, usual: string): string {
  const before = s.text.slice(s.line, s.pos).trimEnd()
  const behindQuote = before.endsWith('"') || before.endsWith("'")
  return behindQuote ? 'the quotes before it end the value: put all of it in quotes, or none of it' : usual
}
