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
    help: `if ${quote(first)} is a key, write ":" behind it; if a new key was meant here, indent it as its neighbours`,
  })
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
    help: 'put the whole value in quotes',
  })
}
