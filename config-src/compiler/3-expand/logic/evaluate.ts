import { get, scalar } from '../../1-parse/build.ts'
import type { MapNode, Node, ScalarNode } from '../../1-parse/node.ts'
import { error } from '../../diagnostics/complain.ts'
import type { Report } from '../../diagnostics/diagnostic.ts'
import { isUnset } from '../bound.ts'
import { evaluateText, isTruthy } from '../expression/evaluate.ts'
import { type Expr, parseExpression, walkExpression } from '../expression/parse.ts'
import { compilePattern } from '../pattern/compile.ts'
import type { Scope } from '../scope.ts'
import { parseTemplate } from '../template/parse.ts'
import { substitute, substituteAll } from '../template/substitute.ts'
import { checkLogic, operatorOf, patternsOf } from './check.ts'
import { same } from './same.ts'

/** Evaluates a logic statement (S6). Its shape is checked as a whole, its values only where they are reached (S6.8). */
export function evaluateLogic(node: Node, scope: Scope, report: Report): boolean {
  checkLogic(node, report)
  const reached = new Set<Node>()
  const result = holds(node, { scope, report, depth: 0, reached })
  for (const pattern of patternsOf(node)) if (!reached.has(pattern)) lintPattern(pattern, scope, report)
  return result
}

/** A pattern that is never reached is not read by the server, yet it is wrong (S6.8). */
function lintPattern(pattern: ScalarNode, scope: Scope, report: Report): void {
  const compiled = compilePattern(pattern.text, scope.profile)
  if (!compiled.ok) report({ ...badPattern(pattern, pattern.text, compiled.reason), severity: 'warning' })
}

/** Evaluates `when` or `unless` of a workflow, where a string without `<<` is an expression (S6.11). */
export function evaluateWorkflowCondition(node: Node, scope: Scope, report: Report): boolean {
  if (node.kind !== 'scalar' || node.type !== 'string' || node.templated) return evaluateLogic(node, scope, report)
  return isTruthy(evaluateText(node, scope, report))
}

/** Evaluates the `condition` of a step, where the next compiler takes a string for an expression if it looks like one (S6.14). */
export function evaluateStepCondition(node: Node, scope: Scope, report: Report): boolean {
  if (isStepExpression(node, scope)) return isTruthy(evaluateText(node, scope, report))
  return evaluateLogic(node, scope, report)
}

/** Whether a step's condition is an expression: a string without `<<` that parses and whose names all hold a dot (S6.14). */
export function isStepExpression(node: Node, scope: Pick<Scope, 'profile'>): node is ScalarNode {
  if (scope.profile === 'legacy' || node.kind !== 'scalar' || node.type !== 'string' || node.templated) return false
  const parsed = parseExpression(node.text)
  if ('error' in parsed) return false
  const names: string[] = []
  walkExpression(parsed.expr, part => {
    if (part.kind === 'name') names.push(part.name)
  })
  return names.length > 0 && names.every(name => name.includes('.'))
}

interface Place {
  readonly scope: Scope
  readonly report: Report
  readonly depth: number
  /** The patterns that were read. */
  readonly reached: Set<Node>
}

/** Deeper than the limit of statements, which `checkLogic` reports: nothing below is looked at (S6.7). */
const deepest = 100

function holds(node: Node, place: Place): boolean {
  if (node.kind === 'scalar') return isTrue(substitute(node, place.scope, place.report))
  const operator = operatorOf(node)
  if (operator === undefined || place.depth >= deepest) return false
  const { value } = operator
  const inner = { ...place, depth: place.depth + 1 }
  switch (operator.key) {
    case 'and':
      return value.kind === 'seq' && value.items.every(item => holds(item, inner))
    case 'or':
      return value.kind === 'seq' && value.items.some(item => holds(item, inner))
    case 'not':
      return value.kind !== 'seq' && !holds(value, inner)
    case 'equal':
      return value.kind === 'seq' && allEqual(value.items, inner)
    case 'matches':
      return value.kind === 'map' && matches(value, inner)
  }
}

/** Falsy are false, null, 0, not-a-number and the empty text (S6.3); an empty list of steps too (S7.20). */
function isTrue(node: Node): boolean {
  if (node.kind === 'seq') return node.items.length > 0
  if (node.kind === 'map') return true
  const { value } = node
  if (typeof value === 'number') return value !== 0 && !Number.isNaN(value)
  return value !== false && value !== null && value !== '' && value !== 0n
}

function allEqual(items: readonly Node[], place: Place): boolean {
  const values = items.map(item => operand(item, place))
  const [first] = values
  return first !== undefined && values.every(value => equals(first, value))
}

/** An operand of `equal`: a statement counts as its truth value, all else as what it is (S6.5). */
function operand(node: Node, place: Place): Node {
  if (operatorOf(node) === undefined) return substituteAll(node, place.scope, place.report)
  return scalar(holds(node, place), node.span)
}

function equals(left: Node, right: Node): boolean {
  return same(asExecutor(left), asExecutor(right))
}

/** An executor as a map with nothing but its name is the same as the name (S6.5). */
function asExecutor(node: Node): Node {
  const only = node.kind === 'map' && node.entries.length === 1 ? get(node, 'name') : undefined
  return only ?? node
}

function matches(node: MapNode, { scope, report, reached }: Place): boolean {
  const at = get(node, 'pattern') ?? node
  reached.add(at)
  const pattern = text(get(node, 'pattern'), scope, report)
  const value = text(get(node, 'value'), scope, report)
  if (pattern === undefined || value === undefined) return false
  const compiled = compilePattern(pattern, scope.profile)
  if (compiled.ok) return compiled.matches(value)
  report(badPattern(at, pattern, compiled.reason))
  return false
}

/** What is said of a pattern that cannot be read (S22, E-REGEX). */
function badPattern(node: Node, pattern: string, reason: string): ReturnType<typeof error> {
  return error('logic/bad-regex', node.span, `invalid regular expression: ${pattern}: invalid pattern. ${reason}`)
}

/** The text of a pattern or a value; null, e.g. the tag of a branch pipeline, has none and matches nothing (S6.6). */
function text(node: Node | undefined, scope: Scope, report: Report): string | undefined {
  if (node?.kind !== 'scalar') return undefined
  const value = substitute(node, scope, report)
  if (value.kind === 'scalar' && value.type === 'string') return value.value
  const whole = node.templated ? parseTemplate(node.text).whole : undefined
  // A value that is no string as it stands was complained about with the shape of the statement.
  const found = whole && (isUnset(value) ? typeWhenSet(whole.expr) : typeOf(value))
  if (found) report(error('logic/shape', node.span, `matches: value must produce a string, found ${found}`))
  return undefined
}

function typeOf(value: Node): string | undefined {
  if (value.kind !== 'scalar') return value.kind
  return value.type === 'null' ? undefined : `${value.type === 'int' ? 'integer' : value.type} ${value.text}`
}

/** What a pipeline value is that was not set here: every pipeline has a number (S20.1), no other value is surely no text. */
function typeWhenSet(expr: Expr): string | undefined {
  return expr.kind === 'name' && expr.name === 'pipeline.number' ? 'integer' : undefined
}
