import type { DFA } from 'refa'
import type { Flavour } from '../../3-expand/pattern/compile.ts'
import { fromRe2, toJavaScript } from '../../3-expand/pattern/java.ts'
import { codePoints, complement, fingerprint, fromPattern, fromWords, intersect, TooHard, unite } from './automaton.ts'
import { gitNames, isGitName } from './git-names.ts'

/**
 * A set of names that git allows for a branch or a tag. Few names, and all but a few, are kept as those names; their
 * automaton is made when it is asked for.
 */
export interface Language {
  readonly id: number
  readonly automaton: DFA
  /** The names, of a set of few; or the ones that are missing, where `isRest`. */
  readonly words?: ReadonlySet<string>
  readonly isRest: boolean
}

/** Sets of more names than that are kept as automata alone. */
const mostWords = 64

/**
 * The algebra of sets of names. Each set is kept once and each operation is done once. The empty set is one object, `none`. An
 * operation throws `TooHard` where the answer would need too many states.
 */
export class Languages {
  /** Every name that git allows. */
  readonly all: Language
  /** No name. */
  readonly none: Language
  private readonly over: 'names' | 'texts'
  private readonly known = new Map<string, Language>()
  private readonly done = new Map<string, Language | TooHard>()
  private count = 0
  private allText: string | undefined

  /** Over the names that git allows, or over all texts. */
  constructor(over: 'names' | 'texts' = 'names') {
    this.over = over
    this.all = this.few(new Set(), true)
    this.none = this.few(new Set(), false)
  }

  /** The set of one name; empty if git does not allow it. */
  literal(name: string): Language {
    return this.isName(name) ? this.few(new Set([name]), false) : this.none
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
    return (
      this.unionOfFew(left, right) ??
      this.once(pairKey('or', left, right), () => unite(left.automaton, right.automaton))
    )
  }

  intersect(left: Language, right: Language): Language {
    if (left === right || right === this.all || left === this.none) return left
    if (left === this.all || right === this.none) return right
    return (
      this.intersectionOfFew(left, right) ??
      this.once(pairKey('and', left, right), () => intersect(left.automaton, right.automaton))
    )
  }

  /** The names that are not in a set. */
  complement(language: Language): Language {
    if (language.words) return this.few(language.words, !language.isRest)
    return this.once(`not ${language.id}`, () => intersect(complement(language.automaton), this.all.automaton))
  }

  /** The names of the first set that are not in the second. */
  without(left: Language, right: Language): Language {
    return this.intersect(left, this.complement(right))
  }

  /** Whether the first set holds all of the second. */
  includes(left: Language, right: Language): boolean {
    return left === right || this.without(right, left) === this.none
  }

  /** Whether a name is in a set. */
  has(language: Language, name: string): boolean {
    if (!language.words) return language.automaton.test(codePoints(name))
    return language.words.has(name) !== language.isRest && (!language.isRest || this.isName(name))
  }

  private isName(name: string): boolean {
    return this.over === 'texts' || isGitName(name)
  }

  /** A union that needs no automaton. */
  private unionOfFew(left: Language, right: Language): Language | undefined {
    const [one, other] = left.isRest || !right.words ? [left, right] : [right, left]
    if (one.isRest && one.words)
      return this.few(
        filtered(one.words, word => !this.has(other, word)),
        true,
      )
    const [few, rest] = left.words ? [left, right] : [right, left]
    if (!few.words) return undefined
    if (few.words && rest.words) return this.few(new Set([...few.words, ...rest.words]), false)
    return [...few.words].every(word => this.has(rest, word)) ? rest : undefined
  }

  /** An intersection that needs no automaton. */
  private intersectionOfFew(left: Language, right: Language): Language | undefined {
    const few = left.words && !left.isRest ? left : right.words && !right.isRest ? right : undefined
    const other = few === left ? right : left
    if (few?.words)
      return this.few(
        filtered(few.words, word => this.has(other, word)),
        false,
      )
    if (left.words && right.words) return this.few(new Set([...left.words, ...right.words]), true)
    const [most, some] = left.words ? [left, right] : [right, left]
    if (!most.words) return undefined
    return [...most.words].some(word => this.has(some, word)) ? undefined : some
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
    if (automaton.isFinite) {
      const words = fewWords(automaton)
      if (words) return this.few(words, false)
    }
    const text = fingerprint(automaton)
    // `all` has no automaton before one is needed.
    this.allText ??= fingerprint(this.all.automaton)
    if (text === this.allText) return this.all
    const known = this.known.get(text) ?? { id: this.count++, automaton, isRest: false }
    this.known.set(text, known)
    return known
  }

  /** The set of some names, or of all but some. */
  private few(words: ReadonlySet<string>, isRest: boolean): Language {
    const key = wordsKey(words, isRest)
    const known =
      this.known.get(key) ?? new Few(this.count++, { words, isRest, make: () => this.automatonOf(words, isRest) })
    this.known.set(key, known)
    return known
  }

  private automatonOf(words: ReadonlySet<string>, isRest: boolean): DFA {
    if (!isRest) return fromWords([...words])
    if (words.size > 0) return intersect(complement(fromWords([...words])), this.all.automaton)
    return this.over === 'texts' ? fromPattern('.*', 'su') : gitNames()
  }
}

/** A set of few names, or of all but a few, whose automaton is made late. */
class Few implements Language {
  readonly id: number
  readonly words: ReadonlySet<string>
  readonly isRest: boolean
  private readonly make: () => DFA
  private made: DFA | undefined

  constructor(id: number, { words, isRest, make }: Pick<Few, 'words' | 'isRest'> & { readonly make: () => DFA }) {
    this.id = id
    this.words = words
    this.isRest = isRest
    this.make = make
  }

  get automaton(): DFA {
    this.made ??= this.make()
    return this.made
  }
}

function fewWords(automaton: DFA): ReadonlySet<string> | undefined {
  const words = new Set<string>()
  for (const word of automaton.words()) {
    if (words.size === mostWords) return undefined
    words.add(String.fromCodePoint(...word))
  }
  return words
}

function filtered(words: ReadonlySet<string>, isKept: (word: string) => boolean): ReadonlySet<string> {
  return new Set([...words].filter(isKept))
}

function wordsKey(words: ReadonlySet<string>, isRest: boolean): string {
  return `${isRest ? 'all but' : 'only'} ${words.size} ${JSON.stringify([...words].sort())}`
}

function pairKey(operation: string, left: Language, right: Language): string {
  return left.id < right.id ? `${operation} ${left.id} ${right.id}` : `${operation} ${right.id} ${left.id}`
}
