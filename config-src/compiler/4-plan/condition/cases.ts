import type { Value } from '../../3-expand/expression/evaluate.ts'
import type { Language, Languages } from '../language/languages.ts'
import type { Names } from '../language/names.ts'

/** The name of the branch or the tag that the pipeline is for, whatever it is. */
export interface RefName {
  readonly is: 'ref'
}

/** A value that cannot be followed: it may be anything. */
export interface Anything {
  readonly is: 'anything'
  readonly reason: string
}

/** What an expression can give for a set of names. */
export type Answer = Exclude<Value, undefined> | RefName | Anything | undefined

/** The names for which an expression gives one answer. */
export interface Case {
  readonly names: Language
  readonly answer: Answer
}

/** What an expression gives for each name: the sets of the cases are disjoint, and together all names. */
export type Cases = readonly Case[]

/** One answer for every name. */
export function always(languages: Languages, answer: Answer): Cases {
  return [{ names: languages.all, answer }]
}

/** Goes on from each case: what `next` gives for its answer holds for its names. */
export function chain(languages: Languages, cases: Cases, next: (answer: Answer) => Cases): Cases {
  const found: Case[] = []
  for (const { names, answer } of cases) {
    for (const inner of next(answer)) {
      const common = languages.intersect(names, inner.names)
      if (common !== languages.none) found.push({ names: common, answer: inner.answer })
    }
  }
  return merged(languages, found)
}

/** Cases with the same plain answer are one. */
function merged(languages: Languages, cases: readonly Case[]): Cases {
  const byAnswer = new Map<unknown, Case>()
  for (const one of cases) {
    const key = typeof one.answer === 'object' && 'is' in one.answer ? JSON.stringify(one.answer) : one.answer
    const known = byAnswer.get(key)
    byAnswer.set(key, known ? { names: languages.union(known.names, one.names), answer: one.answer } : one)
  }
  return [...byAnswer.values()]
}

/** Cases from bounds: true in them, false outside, and anything between. */
export function fromNames(languages: Languages, { may, must, reasons }: Names): Cases {
  const cases: Case[] = [
    { names: must, answer: true },
    { names: languages.complement(may), answer: false },
    { names: languages.without(may, must), answer: { is: 'anything', reason: reasons.join('; ') } },
  ]
  return cases.filter(({ names }) => names !== languages.none)
}

/** The names for which the answer is true, by the truth of expressions or of logic statements. */
export function toNames(languages: Languages, cases: Cases, isTrue: (answer: Answer) => boolean): Names {
  let may = languages.none
  let must = languages.none
  const reasons: string[] = []
  for (const { names, answer } of cases) {
    if (isAnything(answer)) {
      may = languages.union(may, names)
      reasons.push(answer.reason)
    } else if (isTrue(answer)) {
      may = languages.union(may, names)
      must = languages.union(must, names)
    }
  }
  return { may, must, reasons }
}

/** Whether an answer may be anything. */
export function isAnything(answer: Answer): answer is Anything {
  return typeof answer === 'object' && 'is' in answer && answer.is === 'anything'
}

/** Whether an answer is the name of the branch or the tag. */
export function isRef(answer: Answer): answer is RefName {
  return typeof answer === 'object' && 'is' in answer && answer.is === 'ref'
}
