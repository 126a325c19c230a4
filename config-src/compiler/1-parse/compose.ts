import { composeAlias, openAnchor } from './anchor.ts'
import { type Composer, MAX_DEPTH, spanOf } from './composer.ts'
import { failContent, failDepth, failFlow, failIndent } from './fault.ts'
import { addEntry, closeMap, openMap } from './merge.ts'
import type { Node, ScalarNode, SeqNode } from './node.ts'
import { scalarNode } from './resolve.ts'
import { peek, take } from './scan.ts'
import { retag } from './tag.ts'
import type { Token, TokenKind } from './token.ts'

/** Where a node may stand: `block` allows block collections, `entry` also a list that is not indented. */
type Place = 'flow' | 'block' | 'entry'

/** Reads one value with its anchor and tag. */
export function composeNode(c: Composer, place: Place): Node {
  const first = peek(c.scanner)
  if (first.kind === 'alias') return composeAlias(c, take(c.scanner))
  if (first.kind === 'scalar') return plainCase(c, take(c.scanner))
  if (first.kind !== 'anchor' && first.kind !== 'tag') return composeContent(c, place, false)
  let anchor: Token | undefined
  let tag: Token | undefined
  // At most one of each, in either order.
  for (let next = first; (next.kind === 'anchor' && !anchor) || (next.kind === 'tag' && !tag); next = peek(c.scanner)) {
    if (next.kind === 'anchor') anchor = take(c.scanner)
    else tag = take(c.scanner)
  }
  const state = anchor && openAnchor(c, anchor)
  const before = c.size
  const content = composeContent(c, place, true)
  const node = tag ? retag(c, tag, content) : content
  if (state) {
    state.node = node
    state.size = c.size - before
  }
  return node
}

function plainCase(c: Composer, token: Token): ScalarNode {
  c.size++
  return scalarNode(token.text, token.style, spanOf(c, token.start, token.end))
}

function composeContent(c: Composer, place: Place, mayBeEmpty: boolean): Node {
  const { kind, start } = peek(c.scanner)
  if (kind === 'scalar') return plainCase(c, take(c.scanner))
  const collect = place === 'entry' && kind === 'block-entry' ? composeEntries : COLLECTIONS[kind]
  if (collect && (place !== 'flow' || !kind.startsWith('block'))) {
    if (c.depth >= MAX_DEPTH) failDepth(c, start)
    c.depth++
    c.size++
    const node = collect(c, start)
    c.depth--
    return node
  }
  if (!mayBeEmpty) failContent(c, peek(c.scanner))
  return empty(c, c.scanner.lastEnd)
}

const COLLECTIONS: Partial<Record<TokenKind, (c: Composer, start: number) => Node>> = {
  'block-sequence-start': composeBlockSeq,
  'block-mapping-start': composeBlockMap,
  'flow-sequence-start': composeFlowSeq,
  'flow-mapping-start': composeFlowMap,
}

/** The null that stands where nothing was written. */
function empty(c: Composer, at: number): ScalarNode {
  c.size++
  return scalarNode('', 'plain', spanOf(c, at, at))
}

function composeBlockSeq(c: Composer, start: number): Node {
  take(c.scanner)
  const node = composeEntries(c, start)
  if (peek(c.scanner).kind === 'block-end') take(c.scanner)
  else failIndent(c, start, 'list')
  return node
}

/** The entries of a list up to what is no `-`: the end of the block or, where the list is not indented, the next key. */
function composeEntries(c: Composer, start: number): SeqNode {
  const items: Node[] = []
  let templated = false
  while (peek(c.scanner).kind === 'block-entry') {
    const dash = take(c.scanner)
    const next = peek(c.scanner).kind
    const item = EMPTY_BEFORE.has(next) ? empty(c, dash.end) : composeNode(c, 'block')
    templated ||= item.templated
    items.push(item)
  }
  return { kind: 'seq', items, span: spanOf(c, start, c.scanner.lastEnd), templated }
}

const EMPTY_BEFORE: ReadonlySet<TokenKind> = new Set(['block-entry', 'block-end', 'key', 'value'])

function composeBlockMap(c: Composer, start: number): Node {
  take(c.scanner)
  const map = openMap(c)
  while (peek(c.scanner).kind === 'key') {
    const question = take(c.scanner)
    const key = isEmptyValue(peek(c.scanner).kind) ? empty(c, question.end) : composeNode(c, 'entry')
    addEntry(map, key, composeValue(c, 'entry'))
  }
  if (peek(c.scanner).kind === 'block-end') take(c.scanner)
  else failIndent(c, start, 'map')
  return closeMap(map, spanOf(c, start, c.scanner.lastEnd))
}

/** The value behind a key, null where nothing stands there. */
function composeValue(c: Composer, place: Place): Node {
  const colon = peek(c.scanner)
  if (colon.kind !== 'value') return empty(c, c.scanner.lastEnd)
  take(c.scanner)
  const next = peek(c.scanner).kind
  if (place === 'flow' ? FLOW_ENDS.has(next) : isEmptyValue(next)) return empty(c, colon.end)
  return composeNode(c, place)
}

/** In a map a list that is not indented may stand as key or value. */
function isEmptyValue(next: TokenKind): boolean {
  return next !== 'block-entry' && EMPTY_BEFORE.has(next)
}

const FLOW_ENDS: ReadonlySet<TokenKind> = new Set(['flow-entry', 'flow-mapping-end', 'flow-sequence-end'])

function composeFlowSeq(c: Composer, start: number): Node {
  take(c.scanner)
  const items: Node[] = []
  let templated = false
  while (peek(c.scanner).kind !== 'flow-sequence-end') {
    if (items.length > 0 && !takeComma(c, start, ']')) break
    if (peek(c.scanner).kind === 'flow-sequence-end') break
    const item = peek(c.scanner).kind === 'key' ? composePair(c) : composeNode(c, 'flow')
    templated ||= item.templated
    items.push(item)
  }
  take(c.scanner)
  return { kind: 'seq', items, span: spanOf(c, start, c.scanner.lastEnd), templated }
}

/** `[a: b]` is a list of a map with one entry. */
function composePair(c: Composer): Node {
  const { start } = peek(c.scanner)
  c.size++
  const map = openMap(c)
  addEntry(map, composeFlowKey(c), composeValue(c, 'flow'))
  return closeMap(map, spanOf(c, start, c.scanner.lastEnd))
}

function composeFlowMap(c: Composer, start: number): Node {
  take(c.scanner)
  const map = openMap(c)
  for (let first = true; peek(c.scanner).kind !== 'flow-mapping-end'; first = false) {
    if (!first && !takeComma(c, start, '}')) break
    const { kind } = peek(c.scanner)
    if (kind === 'flow-mapping-end') break
    const key = kind === 'key' ? composeFlowKey(c) : composeNode(c, 'flow')
    addEntry(map, key, kind === 'key' ? composeValue(c, 'flow') : empty(c, c.scanner.lastEnd))
    if (c.scanner.problem) break
  }
  take(c.scanner)
  return closeMap(map, spanOf(c, start, c.scanner.lastEnd))
}

function composeFlowKey(c: Composer): Node {
  const question = take(c.scanner)
  const next = peek(c.scanner).kind
  return next === 'value' || FLOW_ENDS.has(next) ? empty(c, question.end) : composeNode(c, 'flow')
}

function takeComma(c: Composer, start: number, close: string): boolean {
  if (peek(c.scanner).kind === 'flow-entry') return take(c.scanner).kind === 'flow-entry'
  failFlow(c, start, close)
  return false
}
