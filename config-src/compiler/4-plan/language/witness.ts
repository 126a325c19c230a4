import type { DFA } from 'refa'
import type { Language, Languages } from './languages.ts'

const endings = ['-old', '-2', '2', 'x', '/x', '-x']
const usual = ['main', 'feature/x', 'v1.0.0', 'release/1.0', 'release-1', 'hotfix/x', 'test', 'x', '1', '1.0.0']

/**
 * A readable name of a set: one of the `preferred`, which stand in the config; else one of them with an ending, such as
 * `master-old`; else a usual name; else the shortest that can be read. Undefined for the empty set.
 */
export function witness(languages: Languages, language: Language, preferred: readonly string[]): string | undefined {
  if (language === languages.none) return undefined
  const longer = preferred.flatMap(name => endings.map(ending => name + ending))
  const before = preferred.map(name => `my-${name}`)
  const found = [...preferred, ...longer, ...before, ...usual].find(name => languages.has(language, name))
  return found ?? shortest(language.automaton)
}

/** Small letters first, then digits, then what joins words, then the rest. */
const liked = 'xabcdefghijklmnopqrstuvwyz0123456789-_/.ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** The shortest word of an automaton, of all the one with the most readable characters. */
function shortest(automaton: DFA): string | undefined {
  const words = new Map<DFA.ReadonlyNode, string>([[automaton.initial, '']])
  const queue: DFA.ReadonlyNode[] = [automaton.initial]
  for (const node of queue) {
    const word = words.get(node) ?? ''
    if (automaton.finals.has(node as DFA.Node)) return word
    for (const { character, to } of edges(node)) {
      if (words.has(to)) continue
      words.set(to, word + character)
      queue.push(to)
    }
  }
  return undefined
}

function edges(node: DFA.ReadonlyNode): { readonly character: string; readonly to: DFA.ReadonlyNode }[] {
  const found: { character: string; rank: number; to: DFA.ReadonlyNode }[] = []
  for (const [{ min, max }, to] of node.out) {
    const rank = [...liked].findIndex(character => isBetween(character.codePointAt(0) ?? 0, min, max))
    const character = rank >= 0 ? (liked[rank] ?? '') : String.fromCodePoint(min)
    found.push({ character, rank: rank >= 0 ? rank : liked.length + min, to })
  }
  return found.sort((left, right) => left.rank - right.rank)
}

function isBetween(code: number, min: number, max: number): boolean {
  return code >= min && code <= max
}
