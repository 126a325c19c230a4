import { formatFloat } from '../1-parse/float.ts'
import type { ScalarNode } from '../1-parse/node.ts'
import { resolvePlain } from '../1-parse/resolve.ts'

/** How a scalar is written. */
export type PrintStyle = 'plain' | 'single' | 'double' | 'literal'

/** What makes a one-line text unfit to stand plain in a block: indicators, and blanks at its ends. */
const INDICATORS = /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@` ]|[-?:](?: |$))|:(?: |$)| #| $/

/** What only double quotes can hold: all that is not printable ASCII, tabs included (FACTS 2.3). */
const SPECIAL = /[^\n\x20-\x7e]/

/** A blank at the end of a line is lost in a literal. */
const BLANK_AT_END = / (?:\n|$)/

const TIMESTAMP =
  /^\d{4}-\d\d-\d\d$|^\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?$/

/** Chooses how the server writes a text in block context: literal where it has several lines, else plain if it can be (FACTS 2). */
export function chooseStyle(text: string): PrintStyle {
  if (text === '') return 'single'
  if (SPECIAL.test(text)) return 'double'
  if (text.includes('\n')) return BLANK_AT_END.test(text) ? 'double' : 'literal'
  return !INDICATORS.test(text) && readsAsString(text) ? 'plain' : 'single'
}

/** Whether a plain scalar would be read as the text it is; a date is none to SnakeYAML, though we keep it as text. */
function readsAsString(text: string): boolean {
  return text !== '<<' && resolvePlain(text).type === 'string' && !TIMESTAMP.test(text)
}

/** The text of a scalar that is no string; it is always written plain. */
export function plainText(node: ScalarNode): string {
  return node.type === 'float' ? formatFloat(node.value) : String(node.value)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
}

/** Writes one character (a code point) for double quotes: as itself, or escaped where it is not printable ASCII. */
export function escapeCharacter(character: string): string {
  if (character === '') return ''
  const short = ESCAPES[character]
  if (short !== undefined) return `\\${short}`
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code <= 0x7e) return character
  const hex = code.toString(16)
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}
