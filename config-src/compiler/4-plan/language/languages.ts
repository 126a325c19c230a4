import type { DFA } from 'refa'
import type { Flavour } from '../../3-expand/pattern/compile.ts'
import { fromRe2, toJavaScript } from '../../3-expand/pattern/java.ts'
import { codePoints, complement, fingerprint, fromPattern, fromWords, intersect, TooHard, unite } from './automaton.ts'

/** A set of names that git allows for a branch or a tag. Two of one `Languages` are equal exactly if they are the same object. */
export interface Language {
  readonly id: number
  readonly automaton: DFA
}

/** What git refuses in a name: `git check-ref-format`. */
const refused = [
  '[\\x00-\\x20\\x7f~^:?*\\[\\\\\\ud800-\\udfff]',
  '\\.\\.',
  '@\\{',
  '//',
  '/\\.',
  '\\.lock/',
  '^/',
  '^\\.',
  '/$',
  '\\.$',
  '\\.lock$',
  '^$',
]

/**
 * The algebra of sets of names. Each set is kept once, so equality is identity, and each operation is done once. An operation
 * throws `TooHard` where the answer would need too many states.
 */
export class Languages {
  /** Every name that git allows. */
  readonly all: Language
  /** No name. */
  readonly none: Language
  private readonly known = new Map<string, Language>()
  private readonly done = new Map<string, Language | TooHard>()

  /** Over the names that git allows, or over all texts. */
  constructor(over: 'names' | 'texts' = 'names') {
    this.all = this.keep(
      over === 'texts' ? fromPattern('.*', 'su') : complement(fromPattern(`.*(?:${refused.join('|')}).*`, 'su')),
    )
    this.none = this.keep(complement(fromPattern('.*', 'su')))
  }

  /** The set of one name; empty if git does not allow it. */
  literal(name: string): Language {
    return this.once(`literal ${name}`, () => (this.has(this.all, name) ? fromWords([name]) : this.none.automaton))
  }

  /** The names that a pattern matches as a whole; what the pattern loses in translation is thrown as `TooHard`. */
  pattern(source: string, flavour: Flavour): Language {
    return this.once(`${flavour} ${source}`, () => {
      const { body, flags, loss } = flavour === 'next' ? fromRe2(source) : toJavaScript(source)
      if (loss !== undefined) throw new TooHard(loss)
      // No name holds a line break, and beyond that the dot matches everything.
      return intersect(fromPattern(body, flags.includes('s') ? flags : `${flags}s`), this.all.automaton)
    })
  }

  union(left: Language, right: Language): Language {
    if (left === right || right === this.none || left === this.all) return left
    if (left === this.none || right === this.all) return right
    return this.once(pairKey('or', left, right), () => unite(left.automaton, right.automaton))
  }

  intersect(left: Language, right: Language): Language {
    if (left === right || right === this.all || left === this.none) return left
    if (left === this.all || right === this.none) return right
    return this.once(pairKey('and', left, right), () => intersect(left.automaton, right.automaton))
  }

  /** The names that are not in a set. */
  complement(language: Language): Language {
    if (language === this.all) return this.none
    if (language === this.none) return this.all
    return this.once(`not ${language.id}`, () => intersect(complement(language.automaton), this.all.automaton))
  }

  /** The names of the first set that are not in the second. */
  without(left: Language, right: Language): Language {
    return this.intersect(left, this.complement(right))
  }

  /** Whether the first set holds all of the second. */
  includes(left: Language, right: Language): boolean {
    return this.without(right, left) === this.none
  }

  /** Whether a name is in a set. */
  has(language: Language, name: string): boolean {
    return language.automaton.test(codePoints(name))
  }

  private once(key: string, make: () => DFA): Language {
    const known = this.done.get(key)
    if (known instanceof TooHard) throw known
    if (known) return known
    try {
      const language = this.keep(make())
      this.done.set(key, language)
      return language
    } catch (cause) {
      if (cause instanceof TooHard) this.done.set(key, cause)
      throw cause
    }
  }

  private keep(automaton: DFA): Language {
    const text = fingerprint(automaton)
    const known = this.known.get(text) ?? { id: this.known.size, automaton }
    this.known.set(text, known)
    return known
  }
}

function pairKey(operation: string, left: Language, right: Language): string {
  return left.id < right.id ? `${operation} ${left.id} ${right.id}` : `${operation} ${right.id} ${left.id}`
}
