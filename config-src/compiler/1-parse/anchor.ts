import { didYouMean } from '../diagnostics/suggest.ts'
import { type AnchorState, type Composer, refuse, spanOf } from './composer.ts'
import type { Node } from './node.ts'
import { fail } from './scanner.ts'
import type { Token } from './token.ts'

/** Notes an anchor whose value follows; a later one of the same name takes over. */
export function openAnchor(c: Composer, token: Token): AnchorState {
  const span = spanOf(c, token.start, token.end)
  const state: AnchorState = { name: token.text, span, used: false, node: undefined, size: 0 }
  c.named.set(token.text, state)
  c.anchors.push(state)
  return state
}

/** The value that an alias stands for: the very node, so its place is where the anchor stands (S2.6). */
export function composeAlias(c: Composer, token: Token): Node {
  const state = c.named.get(token.text)
  const span = spanOf(c, token.start, token.end)
  if (state?.node === undefined) {
    if (state) refuseCycle(c, state, span)
    else refuseUnknown(c, token.text, span)
    c.size++
    // Mostly it was to be merged, and a map that is not there can be: one complaint is enough.
    return { kind: 'map', entries: [], span, templated: false }
  }
  state.used = true
  c.size += state.size
  c.repeated += state.size
  if (c.repeated > mostRepeated(c.source.text)) {
    fail(c.scanner, {
      rule: 'yaml/too-many-aliases',
      message: `the aliases of this file, written out, repeat more than ${mostRepeated(c.source.text)} values`,
      start: token.start,
      end: token.end,
      help: 'aliases of lists that hold aliases multiply: repeat less, or use commands and parameters',
    })
  }
  return state.node
}

/** A bound that grows with the text keeps every later phase linear, and is far above what people write. */
function mostRepeated(text: string): number {
  return 100_000 + text.length
}

function refuseUnknown(c: Composer, name: string, span: AnchorState['span']): void {
  const help = didYouMean(name, [...c.named.keys()]) ?? `define it with "&${name}" above this line, or quote the text`
  const message = `found undefined alias "${name}": no "&${name}" stands above it`
  refuse(c, { rule: 'yaml/unknown-anchor', message, span, related: [], help })
}

function refuseCycle(c: Composer, state: AnchorState, span: AnchorState['span']): void {
  state.used = true
  refuse(c, {
    rule: 'yaml/recursive-alias',
    message: `the alias "${state.name}" stands inside the value that it repeats`,
    span,
    related: [{ message: `"${state.name}" begins here`, span: state.span }],
    help: 'a config cannot hold itself: take the alias out of the value',
  })
}
