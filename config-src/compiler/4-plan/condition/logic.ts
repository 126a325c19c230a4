import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { valueIn } from '../../3-expand/expression/evaluate.ts'
import { parseExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import { compilePattern } from '../../3-expand/pattern/compile.ts'
import { type Part, parseTemplate, type Template } from '../../3-expand/template/parse.ts'
import { attempt, common, either, exactly, except, matching, type Names, unknownNames } from '../language/names.ts'
import { type Answer, always, type Cases, chain, fromNames, isAnything, isRef, toNames } from './cases.ts'
import { casesOf, isTrue, namesOf, type World } from './over.ts'

/** The names for which `when` or `unless` of a workflow holds (S6.11). */
export function conditionNames(node: Node, world: World): Names {
  const isExpression = node.kind === 'scalar' && node.type === 'string' && !node.templated
  if (isExpression) return expressionNames(node.text, world)
  return attempt(world.languages, 'a condition', () => logicNames(node, world))
}

/** The names for which a text is true as an expression; none where it says nothing. */
export function expressionNames(text: string, world: World): Names {
  const parsed = parseExpression(text)
  return 'expr' in parsed ? namesOf(parsed.expr, world) : exactly(world.languages.none)
}

/** The names for which a logic statement is true (S6). */
export function logicNames(node: Node, world: World): Names {
  const { languages } = world
  if (node.kind === 'scalar') return toNames(languages, scalarCases(node, world), isLogicTrue)
  const operator = operatorOf(node)
  if (operator === undefined) return exactly(languages.none)
  const { key, value } = operator
  const items = value.kind === 'seq' ? value.items : []
  const each = (): Names[] => items.map(item => logicNames(item, world))
  switch (key) {
    case 'not':
      return except(languages, logicNames(value, world))
    case 'and':
      return items.length === 0
        ? exactly(languages.none)
        : each().reduce((left, right) => common(languages, left, right))
    case 'or':
      return each().reduce((left, right) => either(languages, left, right), exactly(languages.none))
    case 'equal':
      return equalNames(items, world)
    case 'matches':
      return matchNames(value, world)
  }
}

/** Truth as logic statements have it: `0` and the empty text are false (S6.3). */
function isLogicTrue(answer: Answer): boolean {
  return answer !== 0 && answer !== '' && isTrue(answer)
}

/** What a scalar gives once its template is filled in. */
function scalarCases(node: ScalarNode, world: World): Cases {
  const { languages } = world
  if (node.type === 'float') return always(languages, Number.isNaN(node.value) ? 0 : node.value)
  if (node.type !== 'string' || !node.templated) return always(languages, valueIn(node) as Answer)
  const template = parseTemplate(node.text)
  if (template.problem) return always(languages, undefined)
  return template.whole ? casesOf(template.whole.expr, world) : textCases(template, world)
}

/** The text of a template that is more than one tag. */
function textCases({ parts }: Template, world: World): Cases {
  const { languages } = world
  return parts.reduce<Cases>(
    (before, part) =>
      chain(languages, before, left =>
        isAnything(left)
          ? always(languages, left)
          : chain(languages, partCases(part, world), right => always(languages, join(left, right))),
      ),
    always(languages, ''),
  )
}

function partCases(part: Part, world: World): Cases {
  if (part.kind === 'text') return always(world.languages, part.text)
  if (part.kind === 'tag') return casesOf(part.expr, world)
  return always(world.languages, { is: 'anything', reason: `the section "${part.name}" is not followed` })
}

function join(left: Answer, right: Answer): Answer {
  if (isAnything(right)) return right
  if (isRef(left) || isRef(right)) {
    if (left === '') return right
    if (right === '') return left
    return { is: 'anything', reason: 'text made from the name of a branch or a tag is not followed' }
  }
  return `${left ?? ''}${right ?? ''}`
}

function equalNames(items: readonly Node[], world: World): Names {
  const { languages } = world
  const operands = items.map(item => operandCases(item, world))
  const [first] = operands
  if (first === undefined) return exactly(languages.none)
  const pairs = operands.slice(1).map(other => equalPair(first, other, world))
  return pairs.reduce((left, right) => common(languages, left, right), exactly(languages.all))
}

function operandCases(item: Node, world: World): Cases {
  const { languages } = world
  if (item.kind === 'scalar') return scalarCases(item, world)
  if (operatorOf(item) === undefined)
    return always(languages, { is: 'anything', reason: 'lists and maps in "equal" are not followed' })
  return fromNames(languages, logicNames(item, world))
}

function equalPair(left: Cases, right: Cases, world: World): Names {
  const { languages } = world
  const cases = chain(languages, left, one => chain(languages, right, other => sameCases(one, other, world)))
  return toNames(languages, cases, isTrue)
}

function sameCases(left: Answer, right: Answer, { languages }: World): Cases {
  if (isAnything(left)) return always(languages, left)
  if (isAnything(right)) return always(languages, right)
  if (isRef(left) && isRef(right)) return always(languages, true)
  if (isRef(left) || isRef(right)) {
    const text = isRef(left) ? right : left
    const names = languages.literal(typeof text === 'string' ? text : '')
    return [
      { names, answer: true },
      { names: languages.complement(names), answer: false },
    ]
  }
  // Null equals null here, unlike in expressions.
  return always(languages, left === right)
}

function matchNames(node: Node, world: World): Names {
  const { languages, profile } = world
  const pattern = get(node, 'pattern')
  const value = get(node, 'value')
  if (pattern?.kind !== 'scalar' || value?.kind !== 'scalar') return exactly(languages.none)
  if (pattern.templated) return unknownNames(languages, 'a pattern made by a template is not followed')
  const cases = chain(languages, scalarCases(value, world), answer => {
    if (isAnything(answer)) return always(languages, answer)
    if (!isRef(answer)) return always(languages, typeof answer === 'string' && fits(pattern.text, answer, profile))
    return fromNames(languages, matching(languages, pattern.text, profile))
  })
  return toNames(languages, cases, isTrue)
}

function fits(pattern: string, text: string, profile: World['profile']): boolean {
  const compiled = compilePattern(pattern, profile)
  return compiled.ok && compiled.matches(text)
}
