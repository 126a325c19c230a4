import {
  type Assertion,
  CharSet,
  type Concatenation,
  DFA,
  type Element,
  ENFA,
  type Expression,
  NFA,
  type NoParent,
  type TransitionIterable,
} from 'refa'

/** More kinds of assertions than that in one pattern are not followed. */
const mostMarkers = 6
/** The last code point. */
const last = 0x10ffff
/** The last marker. */
const most = last + mostMarkers
const mostStates = 2000

/** An assertion of a pattern, and the character beyond all characters that stands for it. */
interface Marker {
  readonly character: number
  readonly assertion: NoParent<Assertion>
}

/**
 * The automaton of an expression that may hold assertions (`^`, `$`, `\b`, look-around). Each assertion becomes a marker;
 * of all words with markers those are kept where what stands behind (or before) each marker is as its assertion says; then
 * the markers are taken out again.
 */
export function withoutAssertions(expression: NoParent<Expression>): DFA {
  const markers = new Map<string, Marker>()
  const marked = markAll(expression.alternatives, markers)
  if (markers.size === 0) return determined(build(marked, last))
  if (markers.size > mostMarkers) throw new Error('the pattern has too many assertions')
  let words = determined(build(marked, most))
  for (const marker of markers.values()) {
    words = DFA.fromIntersection(words, allowed(marker), new DFA.LimitedNodeFactory(mostStates))
  }
  return determined(erased(words))
}

function build(alternatives: readonly NoParent<Concatenation>[], maxCharacter: number): NFA {
  const limit = new NFA.LimitedNodeFactory(mostStates)
  const sized = alternatives.map(one => resize(one, maxCharacter))
  return NFA.fromRegex(sized, { maxCharacter }, { assertions: 'throw', unknowns: 'throw' }, limit)
}

type Alternatives = readonly NoParent<Concatenation>[]

function markAll(alternatives: Alternatives, markers: Map<string, Marker>): NoParent<Concatenation>[] {
  return alternatives.map(one => ({ ...one, elements: one.elements.map(element => mark(element, markers)) }))
}

function mark(element: NoParent<Element>, markers: Map<string, Marker>): NoParent<Element> {
  if (element.type === 'Alternation' || element.type === 'Quantifier') {
    return { ...element, alternatives: markAll(element.alternatives, markers) }
  }
  if (element.type !== 'Assertion') return element
  const key = keyOf(element)
  const marker = markers.get(key) ?? { character: last + 1 + markers.size, assertion: element }
  markers.set(key, marker)
  if (marker.character > most) throw new Error('the pattern has too many assertions')
  return { type: 'CharacterClass', characters: CharSet.fromCharacter(most, marker.character) }
}

/** Two assertions with the same text are one. */
function keyOf(assertion: NoParent<Assertion>): string {
  return JSON.stringify(assertion, (key, value: unknown) => {
    if (key === 'source' || key === 'parent') return undefined
    return value instanceof CharSet ? value.toRangesString() : value
  })
}

function resize(concatenation: NoParent<Concatenation>, maxCharacter: number): NoParent<Concatenation> {
  const elements = concatenation.elements.map((element): NoParent<Element> => {
    if (element.type === 'CharacterClass') return { ...element, characters: element.characters.resize(maxCharacter) }
    if (element.type !== 'Alternation' && element.type !== 'Quantifier') return element
    return { ...element, alternatives: element.alternatives.map(one => resize(one, maxCharacter)) }
  })
  return { ...concatenation, elements }
}

/** All words with markers in which every marker of this kind stands rightly. */
function allowed({ assertion, character }: Marker): DFA {
  const isAhead = assertion.kind === 'ahead'
  if (holdsOther(assertion.alternatives, assertion.kind)) throw new Error('a look-around holds one of the other kind')
  const holds = withMarkers(withoutAssertions(around(assertion)))
  if (!assertion.negate) holds.complement()
  // Words with a marker of this kind at a place where its assertion fails.
  const wrong = ENFA.fromCharSet(CharSet.fromCharacter(most, character))
  const anything = DFA.all({ maxCharacter: most })
  if (isAhead) {
    wrong.append(holds)
    wrong.prepend(anything)
  } else {
    wrong.prepend(holds)
    wrong.append(anything)
  }
  const good = determined(wrong)
  good.complement()
  good.minimize()
  return good
}

function determined<T>(automaton: TransitionIterable<T>): DFA {
  return DFA.fromFA(automaton, new DFA.LimitedNodeFactory(mostStates))
}

/** What a look-around asks of all that stands on its side, up to the end of the text. */
function around({ alternatives, kind }: NoParent<Assertion>): NoParent<Expression> {
  const characters = CharSet.all(last)
  const one: NoParent<Concatenation> = { type: 'Concatenation', elements: [{ type: 'CharacterClass', characters }] }
  const rest: NoParent<Element> = { type: 'Quantifier', min: 0, max: Infinity, lazy: false, alternatives: [one] }
  const asked: NoParent<Element> = { type: 'Alternation', alternatives: [...alternatives] }
  const elements = kind === 'ahead' ? [asked, rest] : [rest, asked]
  return { type: 'Expression', alternatives: [{ type: 'Concatenation', elements }] }
}

function holdsOther(alternatives: Alternatives, kind: Assertion['kind']): boolean {
  return alternatives.some(one =>
    one.elements.some(
      element =>
        (element.type === 'Assertion' && element.kind !== kind) ||
        ('alternatives' in element && holdsOther(element.alternatives, kind)),
    ),
  )
}

/** The same words with markers strewn in. */
function withMarkers(automaton: DFA): DFA {
  const builder = new DFA.Builder(DFA.nodeFactory)
  const copies = new Map<DFA.ReadonlyNode, DFA.Node>([[automaton.initial, builder.initial]])
  const markers = CharSet.fromRange(most, { min: last + 1, max: most })
  const copyOf = (node: DFA.ReadonlyNode): DFA.Node => {
    const known = copies.get(node) ?? builder.createNode()
    copies.set(node, known)
    return known
  }
  for (const node of automaton.nodes()) {
    const copy = copyOf(node)
    if (automaton.finals.has(node)) builder.makeFinal(copy)
    builder.linkNodes(copy, copy, markers)
    for (const [range, to] of node.out) builder.linkNodes(copy, copyOf(to), CharSet.fromRange(most, range))
  }
  return DFA.fromBuilder(builder, { maxCharacter: most })
}

/** The same words with the markers taken out. */
function erased<T>(words: TransitionIterable<T>): ENFA {
  const builder = new ENFA.Builder(ENFA.nodeFactory)
  const { initial, getOut, isFinal } = words.transitionIterator()
  const copies = new Map<T, ENFA.Node>([[initial, builder.initial]])
  const queue: T[] = [initial]
  for (const state of queue) {
    const copy = copies.get(state)
    if (copy === undefined) continue
    if (isFinal(state)) builder.linkNodes(copy, builder.final, null)
    for (const [to, characters] of getOut(state)) {
      const target = copies.get(to) ?? builder.createNode()
      if (!copies.has(to)) queue.push(to)
      copies.set(to, target)
      linkErased({ builder, from: copy, to: target }, characters)
    }
  }
  return ENFA.fromBuilder(builder, { maxCharacter: last })
}

interface Link {
  readonly builder: ENFA.Builder
  readonly from: ENFA.Node
  readonly to: ENFA.Node
}

function linkErased({ builder, from, to }: Link, characters: CharSet): void {
  const real = characters.resize(last)
  if (characters.ranges.some(({ max }) => max > last)) {
    // One pair of states holds one link only, so the empty one goes by a state of its own.
    const between = builder.createNode()
    builder.linkNodes(from, between, null)
    builder.linkNodes(between, to, null)
  }
  if (!real.isEmpty) builder.linkNodes(from, to, real)
}
