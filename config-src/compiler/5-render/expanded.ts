import type { Entry, MapNode, Node, ScalarNode, SeqNode } from '../1-parse/node.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { type Margin, writeDouble, writePlain, writeSingle } from './fold.ts'
import { chooseStyle, type PrintStyle, plainText } from './scalar.ts'

/** A config as the server prints it: `lines[i]` is where the value on output line `i + 1` came from. */
export interface Rendered {
  readonly text: string
  readonly lines: readonly (Span | undefined)[]
}

/** What is being printed, and where the pen stands: the rules of SnakeYAML's block emitter ask for no more. */
interface Printer {
  readonly parts: string[]
  readonly lines: (Span | undefined)[]
  readonly width: number
  /** Chosen styles of texts that were met before: configs repeat themselves. */
  readonly styles: Map<string, PrintStyle>
  /** The line that the pen stands on, from 0. */
  line: number
  column: number
  /** Whether a blank or the start of a line stands before the pen. */
  blank: boolean
  /** Whether the line holds only indentation and indicators (`-`, `?`) so far. */
  indention: boolean
}

const STEP = 2

/** Longer keys are written with `? `: the tag that SnakeYAML gives every text (`!!str`) counts as part of it. */
const LONGEST_KEY = 122

/** Prints a tree as the server does (FACTS 2); `foldAt: 80` folds long lines as it did until 2019 (FACTS 2.5). */
export function render(root: MapNode, options: { readonly foldAt?: 80 } = {}): Rendered {
  const width = options.foldAt ?? Number.POSITIVE_INFINITY
  const p: Printer = {
    parts: [],
    lines: [],
    width,
    styles: new Map(),
    line: 0,
    column: 0,
    blank: true,
    indention: true,
  }
  if (root.entries.length === 0) put(p, '{}', root.span)
  else writeMap(p, root, 0)
  if (p.column > 0) newLine(p, 0)
  return { text: p.parts.join(''), lines: p.lines }
}

/** The echo of the source that follows the config: each line behind `# `, escaped, the last without a newline (FACTS 9). */
export function trailer(inputText: string): string {
  const lines = inputText.replace(/\r?\n$/, '').split(/\r?\n/)
  return `\n# Original config.yml file:\n${lines.map(line => `# ${escapeJava(line)}`).join('\n')}`
}

const JAVA_ESCAPES: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f', '\r': '\\r', '\t': '\\t' }

/** Escapes as Java's `escapeJava` does, each half of a surrogate pair on its own. */
function escapeJava(text: string): string {
  return text.replace(/["\\]|[^\x20-\x7f]/g, found => {
    if (found === '"' || found === '\\') return `\\${found}`
    return JAVA_ESCAPES[found] ?? `\\u${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`
  })
}

/** Where a value stands: in a map a list need not be indented, and a key goes on one line. */
interface Place {
  readonly indent: number
  readonly inMap: boolean
}

function writeNode(p: Printer, node: Node, place: Place) {
  if (node.kind === 'scalar') return writeScalar(p, node, place.indent)
  if (node.kind === 'map') {
    return node.entries.length === 0 ? put(p, '{}', node.span) : writeMap(p, node, place.indent + STEP)
  }
  if (node.items.length === 0) return put(p, '[]', node.span)
  writeSeq(p, node, place.inMap && !p.indention ? place.indent : place.indent + STEP)
}

function writeMap(p: Printer, map: MapNode, indent: number) {
  for (const entry of map.entries) {
    indentLine(p, indent)
    if (isSimpleKey(entry.key)) writeSimpleEntry(p, entry, indent)
    else writeLongEntry(p, entry, indent)
  }
}

function isSimpleKey(key: string): boolean {
  return key !== '' && key.length <= LONGEST_KEY && !/[\n\x85\u2028\u2029]/.test(key)
}

function writeSimpleEntry(p: Printer, { key, keyNode, value }: Entry, indent: number) {
  const unfolded = { column: p.column, indent, width: Number.POSITIVE_INFINITY }
  put(p, `${quoted(key, styleOf(p, key), unfolded)}:`, keyNode.span)
  writeNode(p, value, { indent, inMap: true })
}

/** A key of several lines, an empty one or a very long one: `? key` and `: value` on lines of their own. */
function writeLongEntry(p: Printer, { key, keyNode, value }: Entry, indent: number) {
  putIndicator(p, '?', keyNode.span)
  writeText(p, { text: key, span: keyNode.span }, indent)
  indentLine(p, indent)
  putIndicator(p, ':', keyNode.span)
  writeNode(p, value, { indent, inMap: true })
}

function writeSeq(p: Printer, seq: SeqNode, indent: number) {
  for (const item of seq.items) {
    indentLine(p, indent)
    putIndicator(p, '-', item.span)
    writeNode(p, item, { indent, inMap: false })
  }
}

function writeScalar(p: Printer, node: ScalarNode, indent: number) {
  if (node.type === 'string') writeText(p, { text: node.value, span: node.span }, indent)
  else put(p, plainText(node), node.span)
}

/** A text, and where it came from. */
interface Written {
  readonly text: string
  readonly span: Span
}

function writeText(p: Printer, written: Written, indent: number) {
  const { text, span } = written
  const style = styleOf(p, text)
  if (style === 'literal') return writeLiteral(p, written, indent + STEP)
  const column = p.column + (p.blank ? 0 : 1)
  put(p, quoted(text, style, { column, indent: indent + STEP, width: p.width }), span)
}

function styleOf(p: Printer, text: string): PrintStyle {
  const known = p.styles.get(text)
  if (known) return known
  const style = chooseStyle(text)
  p.styles.set(text, style)
  return style
}

function quoted(text: string, style: PrintStyle, margin: Margin): string {
  if (style === 'plain') return writePlain(text, margin)
  return style === 'single' ? writeSingle(text, margin) : writeDouble(text, margin)
}

function writeLiteral(p: Printer, { text, span }: Written, indent: number) {
  const first = text[0] === ' ' || text[0] === '\n' ? String(STEP) : ''
  const last = text.endsWith('\n') ? (text === '\n' || text.endsWith('\n\n') ? '+' : '') : '-'
  const margin = `\n${' '.repeat(indent)}`
  const body = last === '-' ? text : text.slice(0, -1)
  const lines = body.split('\n')
  put(p, `|${first}${last}${lines.map(line => (line === '' ? '\n' : margin + line)).join('')}\n`, span)
  p.column = 0
  p.blank = true
  p.indention = true
}

/** Goes to a new line of an indentation, unless the pen stands there already, behind a `- `. */
function indentLine(p: Printer, indent: number) {
  if (!p.indention || p.column > indent || (p.column === indent && !p.blank)) newLine(p, indent)
  else if (p.column < indent) {
    p.parts.push(' '.repeat(indent - p.column))
    p.column = indent
    p.blank = true
  }
}

function newLine(p: Printer, indent: number) {
  p.parts.push('\n', ' '.repeat(indent))
  p.line++
  p.column = indent
  p.blank = true
  p.indention = true
}

/** Writes a token, with a blank before it where one is needed, and notes where its lines came from. */
function put(p: Printer, token: string, span: Span) {
  p.parts.push(p.blank ? token : ` ${token}`)
  p.lines[p.line] = span
  let start = 0
  for (let next = token.indexOf('\n'); next >= 0; next = token.indexOf('\n', start)) {
    p.line++
    start = next + 1
    if (start < token.length) p.lines[p.line] = span
  }
  p.column = start > 0 ? token.length - start : p.column + token.length + (p.blank ? 0 : 1)
  p.blank = false
  p.indention = false
}

/** Writes `-`, `?` or `:`, behind which a map or a list may begin on the same line. */
function putIndicator(p: Printer, token: string, span: Span) {
  const { indention } = p
  put(p, token, span)
  p.indention = indention
}
