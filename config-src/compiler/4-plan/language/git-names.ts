import { type CharRange, CharSet, DFA } from 'refa'
import { lastCharacter } from './automaton.ts'

/** Whether git allows a name for a branch or a tag: `git check-ref-format`. */
export function isGitName(name: string): boolean {
  return !refused.test(name)
}

/** What a name must not hold, start with, or end with; and the empty text. Blanks, `~` and control characters are no parts of names. */
const refused = /[^!-}\u0080-\ud7ff\ue000-\u{10ffff}]|[\^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock\/|^[/.]|[/.]$|\.lock$|^$/u

/**
 * The same as an automaton. By state: whether a name may end there, and where a character leads; what is not named leads to
 * `inside`. Written down, because to compute it from the pattern takes longer than everything else that most questions need.
 */
const states: Readonly<Record<string, { readonly ends: boolean; readonly to: Readonly<Record<string, string>> }>> = {
  begin: { ends: false, to: { '/': 'refused', '.': 'refused', '@': 'at' } },
  inside: { ends: true, to: { '/': 'begin', '.': 'dot', '@': 'at' } },
  at: { ends: true, to: { '/': 'begin', '.': 'dot', '@': 'at', '{': 'refused' } },
  dot: { ends: false, to: { '/': 'begin', '.': 'refused', '@': 'at', l: '.l' } },
  '.l': { ends: true, to: { '/': 'begin', '.': 'dot', '@': 'at', o: '.lo' } },
  '.lo': { ends: true, to: { '/': 'begin', '.': 'dot', '@': 'at', c: '.loc' } },
  '.loc': { ends: true, to: { '/': 'begin', '.': 'dot', '@': 'at', k: '.lock' } },
  '.lock': { ends: false, to: { '/': 'refused', '.': 'dot', '@': 'at' } },
}

const allowed = setOf(
  { min: 0x21, max: 0x7d },
  { min: 0x80, max: 0xd7ff },
  { min: 0xe000, max: lastCharacter },
).without(setOf(...Array.from('^:?*[\\', only)))

/** The automaton of all names that git allows. */
export function gitNames(): DFA {
  return DFA.fromTransitionIterator(
    { initial: 'begin', getOut: transitionsFrom, isFinal: state => states[state]?.ends === true },
    { maxCharacter: lastCharacter },
  )
}

function transitionsFrom(state: string): ReadonlyMap<string, CharSet> {
  const named = Object.entries(states[state]?.to ?? {})
  const found = new Map([['inside', allowed.without(setOf(...named.map(([character]) => only(character))))]])
  for (const [character, to] of named) {
    if (to !== 'refused') found.set(to, (found.get(to) ?? setOf()).union([only(character)]))
  }
  return found
}

function setOf(...ranges: readonly CharRange[]): CharSet {
  return CharSet.empty(lastCharacter).union(ranges)
}

function only(character: string): CharRange {
  const code = character.codePointAt(0) ?? 0
  return { min: code, max: code }
}
