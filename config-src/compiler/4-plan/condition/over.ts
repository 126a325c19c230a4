import { apply, isTruthy, type Value } from '../../3-expand/expression/evaluate.ts'
import type { Expr } from '../../3-expand/expression/parse.ts'
import type { Profile } from '../../3-expand/scope.ts'
import type { Language, Languages } from '../language/languages.ts'
import { attempt, exactly, matching, type Names } from '../language/names.ts'
import { type Answer, always, type Cases, chain, fromNames, isAnything, isRef, toNames } from './cases.ts'

/** What an expression is evaluated with, when the branch or the tag is not one name but any. */
export interface World {
  readonly languages: Languages
  readonly profile: Profile
  /** What a name stands for; the branch of a branch pipeline, the tag of a tag pipeline is a `RefName`. */
  readonly look: (name: string) => Answer
}

/** The names for which an expression is true (S5.6). */
export function namesOf(expr: Expr, world: World): Names {
  return attempt(world.languages, 'an expression', () => toNames(world.languages, casesOf(expr, world), isTrue))
}

/** Truth as expressions have it: the name of a branch or a tag is a text, and so is true. */
export function isTrue(answer: Answer): boolean {
  return isRef(answer) || isTruthy(answer as Value)
}

/** What an expression gives for each name of a branch or a tag (S5). */
export function casesOf(expr: Expr, world: World): Cases {
  const { languages } = world
  switch (expr.kind) {
    case 'literal':
      return always(languages, expr.value)
    case 'pattern':
      return always(languages, expr)
    case 'name':
      return always(languages, world.look(expr.name))
    case 'not':
      return chain(languages, casesOf(expr.operand, world), answer =>
        always(languages, isAnything(answer) ? answer : !isTrue(answer)),
      )
    case 'and':
      return chain(languages, casesOf(expr.left, world), left => {
        if (!isAnything(left)) return isTrue(left) ? casesOf(expr.right, world) : always(languages, left)
        return chain(languages, casesOf(expr.right, world), right => always(languages, isTrue(right) ? left : false))
      })
    case 'or':
      return chain(languages, casesOf(expr.left, world), left => {
        if (!isAnything(left)) return isTrue(left) ? always(languages, left) : casesOf(expr.right, world)
        return chain(languages, casesOf(expr.right, world), right =>
          always(languages, !isAnything(right) && isTrue(right) ? true : left),
        )
      })
    case 'compare':
      return chain(languages, casesOf(expr.left, world), left =>
        chain(languages, casesOf(expr.right, world), right => compare(expr, { left, right }, world)),
      )
  }
}

type Comparison = Extract<Expr, { kind: 'compare' }>

interface Sides {
  readonly left: Answer
  readonly right: Answer
}

function compare({ operator }: Comparison, { left, right }: Sides, world: World): Cases {
  const { languages } = world
  if (left === undefined || right === undefined) return always(languages, undefined)
  if (isAnything(left)) return always(languages, left)
  if (isAnything(right)) return always(languages, right)
  if (isRef(left) || isRef(right)) return compareRef(operator, { left, right }, world)
  const result = apply(operator, { left, right }, world)
  // A comparison that the server refuses stops the pipeline: nothing runs.
  return always(languages, typeof result === 'boolean' ? result : undefined)
}

function compareRef(operator: Comparison['operator'], { left, right }: Sides, world: World): Cases {
  const { languages } = world
  if (operator === '==' || operator === '!=') {
    const equal = isRef(left) && isRef(right) ? languages.all : languages.literal(textOf(isRef(left) ? right : left))
    return truth(world, operator === '==' ? equal : languages.complement(equal))
  }
  if (operator === 'matches') {
    if (!isRef(left) || typeof right !== 'object' || !('kind' in right) || right.kind !== 'pattern')
      return always(languages, undefined)
    return fromNames(languages, matching(languages, right.source, world.profile))
  }
  if (isRef(left) && isRef(right) && (operator === 'starts-with' || operator === 'contains'))
    return always(languages, true)
  if (isRef(left) && typeof right === 'string') {
    if (operator === 'starts-with') return fromNames(languages, matching(languages, `${quoteRegex(right)}.*`, 'next'))
    if (operator === 'contains') return fromNames(languages, matching(languages, `.*${quoteRegex(right)}.*`, 'next'))
  }
  if (isRef(right) && typeof left === 'string') return partOf(operator, left, world)
  return always(languages, undefined)
}

/** `"release-1" starts-with pipeline.git.branch`: true for the few branches that are a part of the text. */
function partOf(operator: Comparison['operator'], text: string, world: World): Cases {
  const { languages } = world
  if (operator !== 'starts-with' && operator !== 'contains') return always(languages, undefined)
  if (text.length > 40)
    return always(languages, { is: 'anything', reason: 'a long text with the name inside is not followed' })
  let names: Language = languages.none
  for (let start = 0; start < (operator === 'starts-with' ? 1 : text.length); start++) {
    for (let end = start + 1; end <= text.length; end++)
      names = languages.union(names, languages.literal(text.slice(start, end)))
  }
  return truth(world, names)
}

function truth({ languages }: World, names: Language): Cases {
  return fromNames(languages, exactly(names))
}

/** The text that a name is compared with; what is no text is no name either. */
function textOf(answer: Answer): string {
  return typeof answer === 'string' ? answer : ''
}

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
