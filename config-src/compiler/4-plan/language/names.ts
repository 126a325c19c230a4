import type { Flavour } from '../../3-expand/pattern/compile.ts'
import { TooHard } from './automaton.ts'
import type { Language, Languages } from './languages.ts'

/**
 * A set of names that is known between two bounds: every name of `must` is in it, none outside of `may` is. Where both are
 * the same the set is known exactly; otherwise `reasons` say what could not be followed.
 */
export interface Names {
  readonly may: Language
  readonly must: Language
  readonly reasons: readonly string[]
}

/** A set that is known exactly. */
export function exactly(language: Language): Names {
  return { may: language, must: language, reasons: [] }
}

/** A set of which nothing is known, with the reason. */
export function unknownNames({ all, none }: Languages, reason: string): Names {
  return { may: all, must: none, reasons: [reason] }
}

/** Whether a set is known exactly. */
export function isExact(names: Names): boolean {
  return names.reasons.length === 0
}

/** The names that a pattern matches (S17.3). */
export function matching(languages: Languages, source: string, flavour: Flavour): Names {
  return attempt(languages, `/${source}/`, () => exactly(languages.pattern(source, flavour)))
}

/** The names of either set. */
export function either(languages: Languages, left: Names, right: Names): Names {
  return both({ languages, left, right }, (one, other) => languages.union(one, other))
}

/** The names of both sets. */
export function common(languages: Languages, left: Names, right: Names): Names {
  return both({ languages, left, right }, (one, other) => languages.intersect(one, other))
}

/** The names that are not in a set. */
export function except(languages: Languages, names: Names): Names {
  const { may, must, reasons } = names
  return attempt(languages, 'the opposite of a filter', () => ({
    may: languages.complement(must),
    must: may === must ? languages.complement(must) : languages.complement(may),
    reasons,
  }))
}

interface Pair {
  readonly languages: Languages
  readonly left: Names
  readonly right: Names
}

function both({ languages, left, right }: Pair, join: (one: Language, other: Language) => Language): Names {
  const reasons = left.reasons === right.reasons ? left.reasons : [...new Set([...left.reasons, ...right.reasons])]
  return attempt(languages, 'these filters together', () => {
    const may = join(left.may, right.may)
    const same = left.may === left.must && right.may === right.must
    return { may, must: same ? may : join(left.must, right.must), reasons }
  })
}

/** What is too hard to know exactly is not known at all; `what` says in the reason what it was about. */
export function attempt(languages: Languages, what: string, work: () => Names): Names {
  try {
    return work()
  } catch (cause) {
    if (!(cause instanceof TooHard)) throw cause
    return unknownNames(languages, `${what}: ${cause.message.replace(/\.$/, '')}`)
  }
}
