import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import { error } from '../../diagnostics/complain.ts'
import type { Report, RuleId, Span } from '../../diagnostics/diagnostic.ts'
import { same } from '../logic/same.ts'
import { compilePattern } from '../pattern/compile.ts'
import type { Scope } from '../scope.ts'
import { unknownAt } from '../template/unknown.ts'
import { wholeNumber } from './lex.ts'
import { type Expr, type Operator, type PatternLiteral, parseExpression, walkExpression } from './parse.ts'

/**
 * What an expression can give (S5.5): a text, an integer, a truth value, a pattern, undefined for what is declared but null;
 * and nodes for what the language has no word for: lists, maps, fractions, and values that nobody knows.
 */
export type Value = string | number | bigint | boolean | undefined | PatternLiteral | Node

/** Where an expression stands: what its names mean, the places of its offsets, and where complaints go. */
export interface Site {
  readonly scope: Scope
  readonly report: Report
  readonly span: (start: number, end: number) => Span
}

/** The site of an expression or a template that is the text of a scalar. */
export function siteOf(scalar: ScalarNode, scope: Scope, report: Report): Site {
  return { scope, report, span: (start, end) => within(scalar, start, end) }
}

/** Reads a scalar as an expression without `<< >>`: `when` of a workflow and `filters` of a job (S5.1). */
export function evaluateText(scalar: ScalarNode, scope: Scope, report: Report): Value {
  const site = siteOf(scalar, scope, report)
  const parsed = parseExpression(scalar.text)
  if ('error' in parsed) {
    const { message, start, end, help } = parsed.error
    const span = scalar.text.trim() === '' ? scalar.span : site.span(start, end)
    report(error('expr/syntax', span, message, ...(help ? [help] : [])))
    return undefined
  }
  checkPatterns(parsed.expr, site)
  return evaluate(parsed.expr, site)
}

/** Reports the patterns that the engine cannot read; the server does so before it evaluates anything (S5.11). */
export function checkPatterns(expr: Expr, { scope, report, span }: Site): void {
  walkExpression(expr, part => {
    if (part.kind !== 'pattern') return
    const compiled = compilePattern(part.source, scope.profile)
    if (compiled.ok) return
    const message = `Syntax error in pattern: invalid regular expression: ${part.source}: invalid pattern. ${compiled.reason}`
    report(error('expr/bad-regex', span(part.start, part.end), message))
  })
}

/**
 * What an expression gives (S5.5 to S5.12). Type errors and names that do not exist are reported; what follows from them, or
 * from an argument that nobody knows, is a value that nobody knows either, so that it is not complained about again.
 */
export function evaluate(expr: Expr, site: Site): Value {
  switch (expr.kind) {
    case 'literal':
      return expr.value
    case 'pattern':
      return expr
    case 'name':
      return valueIn(look(expr.name, expr, site))
    case 'not':
      return negate(evaluate(expr.operand, site))
    case 'and': {
      const left = evaluate(expr.left, site)
      return isTruthy(left) ? evaluate(expr.right, site) : left
    }
    case 'or': {
      const left = evaluate(expr.left, site)
      return isTruthy(left) || isUnknown(left) ? left : evaluate(expr.right, site)
    }
    case 'compare':
      return compare(expr, site)
  }
}

/** Looks up a name and reports what is wrong with it, at the place of the name. */
export function look(name: string, place: { readonly start: number; readonly end: number }, site: Site): Node {
  const { node, problem } = site.scope.find(name)
  if (problem) {
    const { help } = problem
    const span = site.span(place.start, place.end)
    site.report({
      rule: problem.rule,
      severity: problem.severity,
      message: problem.message,
      span,
      related: [],
      ...(help ? { help } : {}),
    })
  }
  return node
}

/** A node as a value of the language. */
export function valueIn(node: Node): Value {
  if ('unknown' in node) return node
  if (node.kind !== 'scalar' || node.type === 'float') return node
  if (node.type === 'null') return undefined
  return node.type === 'int' ? wholeNumber(node.value) : node.value
}

/** Only `false` and undefined are falsy; `0` and `""` are true (S5.6). What nobody knows is taken for false. */
export function isTruthy(value: Value): boolean {
  return value !== false && value !== undefined && !isUnknown(value)
}

function isUnknown(value: Value): boolean {
  return typeof value === 'object' && 'unknown' in value
}

/** The negation of what nobody knows is not known either. */
function negate(value: Value): Value {
  return isUnknown(value) ? value : !isTruthy(value)
}

type Comparison = Extract<Expr, { kind: 'compare' }>

function compare(expr: Comparison, site: Site): Value {
  const left = evaluate(expr.left, site)
  const right = evaluate(expr.right, site)
  if (isUnknown(left)) return left
  if (isUnknown(right)) return right
  // Undefined infects every comparison, so `x == y` and `x != y` are both falsy (S5.8).
  if (left === undefined || right === undefined) return undefined
  const result = apply(expr.operator, { left, right }, site.scope)
  if (typeof result === 'boolean') return result
  const { start, end } = result.side === 'left' ? expr.left : expr.right
  const span = site.span(start, end)
  site.report(error(result.rule, span, result.message))
  return unknownAt(span)
}

/** Why two values cannot be compared, and which of them is to blame. */
export interface Mismatch {
  readonly rule: RuleId
  readonly side: 'left' | 'right'
  readonly message: string
}

type Defined = Exclude<Value, undefined>

/** Two values of a comparison, both known. */
export interface Pair {
  readonly left: Defined
  readonly right: Defined
}

/** Applies an operator to two defined values (S5.8 to S5.10). */
export function apply(operator: Operator, { left, right }: Pair, scope: Pick<Scope, 'profile'>): boolean | Mismatch {
  if (operator === '==' || operator === '!=') return equals(left, right) === (operator === '==')
  if (operator === 'matches') return applyMatches(left, right, scope)
  if (operator === 'starts-with' || operator === 'contains') {
    if (typeof left !== 'string') return mismatch(operator, 'left', { needed: 'string', found: left })
    if (typeof right !== 'string') return mismatch(operator, 'right', { needed: 'string', found: right })
    return operator === 'contains' ? left.includes(right) : left.startsWith(right)
  }
  if (!isInteger(left)) return mismatch(operator, 'left', { needed: 'numeric', found: left })
  if (!isInteger(right)) return mismatch(operator, 'right', { needed: 'numeric', found: right })
  if (operator === '<') return left < right
  if (operator === '<=') return left <= right
  return operator === '>' ? left > right : left >= right
}

function applyMatches(left: Defined, right: Defined, scope: Pick<Scope, 'profile'>): boolean | Mismatch {
  if (typeof right !== 'object' || right.kind !== 'pattern') {
    const found = typeof right === 'string' ? `a string; write it between slashes: /${right}/` : nameOf(right)
    const message = `Expected the right operand to "matches" operator to be a pattern, found ${found}`
    return { rule: 'expr/type', side: 'right', message }
  }
  if (typeof left !== 'string') return mismatch('matches', 'left', { needed: 'string', found: left })
  const compiled = compilePattern(right.source, scope.profile)
  return compiled.ok && compiled.matches(left)
}

function mismatch(operator: Operator, side: Mismatch['side'], of: { needed: string; found: Defined }): Mismatch {
  const message = `Expected ${of.needed} operands to "${operator}" operator, found ${nameOf(of.found)} on the ${side}`
  return { rule: 'expr/type', side, message }
}

function equals(left: Defined, right: Defined): boolean {
  if (typeof left === 'object' && typeof right === 'object') {
    if (left.kind === 'pattern' || right.kind === 'pattern') return left.kind === right.kind && left === right
    return same(left, right)
  }
  return left === right
}

function isInteger(value: Defined): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function nameOf(value: Defined): string {
  if (typeof value === 'boolean') return `the boolean ${value}`
  if (typeof value === 'string') return `the string ${JSON.stringify(value)}`
  if (typeof value !== 'object') return `the integer ${value}`
  if (value.kind === 'scalar') return 'a number with a fraction'
  return value.kind === 'seq' ? 'a list' : value.kind === 'map' ? 'a map' : 'a pattern'
}
