import { DFA, JS, NFA } from 'refa'
import { withoutAssertions } from './assertions.ts'

/** The last code point; markers of assertions stand behind it. */
export const lastCharacter = 0x10ffff

/** More states than any pattern of a config needs; beyond that an answer is not exact. */
const mostStates = 800

/** Something that cannot be said as an automaton, or not in bounded space. */
export class TooHard extends Error {}

/** The automaton of a JavaScript pattern that matches whole texts. Throws `TooHard` where there is none. */
export function fromPattern(body: string, flags: string): DFA {
  return bounded(() => {
    const parser = JS.Parser.fromLiteral({ source: `(?:${body})`, flags })
    const { expression } = parser.parse({ backreferences: 'throw', assertions: 'parse' })
    return minimal(withoutAssertions(expression))
  })
}

/** The smallest automaton of the same language. */
export function minimal(dfa: DFA): DFA {
  dfa.removeUnreachable()
  dfa.minimize()
  dfa.removeUnreachable()
  return dfa
}

/** The automaton of some words. */
export function fromWords(words: readonly string[]): DFA {
  return minimal(DFA.fromWords(words.map(codePoints), { maxCharacter: lastCharacter }))
}

/** What both take. */
export function intersect(left: DFA, right: DFA): DFA {
  return bounded(() => minimal(DFA.fromIntersection(left, right, new DFA.LimitedNodeFactory(mostStates))))
}

/** What either takes. */
export function unite(left: DFA, right: DFA): DFA {
  return bounded(() => {
    const nfa = NFA.fromFA(left)
    nfa.union(right)
    return minimal(DFA.fromFA(nfa, new DFA.LimitedNodeFactory(mostStates)))
  })
}

/** What the automaton does not take. */
export function complement(automaton: DFA): DFA {
  return bounded(() => {
    const copy = automaton.copy(new DFA.LimitedNodeFactory(mostStates))
    copy.complement()
    return minimal(copy)
  })
}

/** A text that is the same for two automata exactly if they take the same words. */
export function fingerprint(automaton: DFA): string {
  const numbers = new Map<DFA.ReadonlyNode, number>([[automaton.initial, 0]])
  const queue: DFA.ReadonlyNode[] = [automaton.initial]
  const lines: string[] = []
  for (const node of queue) {
    const edges: { readonly min: number; max: number; readonly number: number }[] = []
    for (const [{ min, max }, to] of node.out) {
      let number = numbers.get(to)
      if (number === undefined) {
        number = numbers.size
        numbers.set(to, number)
        queue.push(to)
      }
      const before = edges.at(-1)
      if (before && before.number === number && before.max + 1 === min) before.max = max
      else edges.push({ min, max, number })
    }
    lines.push(
      `${automaton.finals.has(node as DFA.Node) ? '+' : ''}${edges.map(({ min, max, number }) => `${min}-${max}:${number}`).join()}`,
    )
  }
  return lines.join(';')
}

/** A text as its code points. */
export function codePoints(text: string): number[] {
  return Array.from(text, character => character.codePointAt(0) ?? 0)
}

function bounded<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof TooHard) throw cause
    throw new TooHard(cause instanceof Error ? cause.message : 'the pattern cannot be an automaton')
  }
}
