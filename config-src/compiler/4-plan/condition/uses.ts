import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { type Expr, parseExpression, walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import { parseTemplate } from '../../3-expand/template/parse.ts'

/** How a condition looks at a value: what it compares it with, or `loose` where that is no constant. */
export type Use =
  | { readonly how: 'equal'; readonly value: string | number | bigint | boolean }
  | { readonly how: 'matches' | 'starts-with' | 'contains'; readonly value: string }
  | { readonly how: 'loose' }

/** The names that conditions mention, and how each is looked at. */
export type Uses = Map<string, Use[]>

/** Adds the names of an expression. */
export function addExpression(expr: Expr, uses: Uses): undefined {
  walkExpression(expr, part => {
    if (part.kind === 'name') add(uses, part.name)
    if (part.kind !== 'compare') return
    const { left, right, operator } = part
    if (left.kind === 'name') add(uses, left.name, useOf(operator, right))
    if (right.kind === 'name')
      add(uses, right.name, operator === '==' || operator === '!=' ? useOf(operator, left) : { how: 'loose' })
  })
}

function useOf(operator: Extract<Expr, { kind: 'compare' }>['operator'], other: Expr): Use {
  if (other.kind === 'pattern')
    return operator === 'matches' ? { how: 'matches', value: other.source } : { how: 'loose' }
  if (other.kind !== 'literal') return { how: 'loose' }
  if (operator === 'starts-with' || operator === 'contains') return { how: operator, value: String(other.value) }
  return { how: 'equal', value: other.value }
}

/** Adds the names of `when` or `unless`. */
export function addCondition(node: Node, uses: Uses): undefined {
  if (node.kind === 'scalar' && node.type === 'string' && !node.templated) {
    const parsed = parseExpression(node.text)
    if ('expr' in parsed) addExpression(parsed.expr, uses)
  } else addLogic(node, uses)
}

function addLogic(node: Node, uses: Uses): undefined {
  if (node.kind === 'scalar') return addText(node, uses)
  const operator = operatorOf(node)
  if (operator === undefined) {
    const inner = node.kind === 'seq' ? node.items : node.entries.map(({ value }) => value)
    for (const item of inner) addLogic(item, uses)
    return
  }
  const { key, value } = operator
  const items = value.kind === 'seq' ? value.items : [value]
  if (key === 'matches') return addMatches(value, uses)
  for (const item of items) addLogic(item, uses)
  if (key !== 'equal') return
  const names = items.map(nameIn)
  for (const [at, name] of names.entries()) {
    if (name !== undefined)
      for (const [other, item] of items.entries()) if (other !== at) add(uses, name, equalUse(item))
  }
}

function equalUse(item: Node): Use {
  if (item.kind !== 'scalar' || item.templated) return { how: 'loose' }
  return item.value === null ? { how: 'equal', value: '' } : { how: 'equal', value: item.value }
}

function addMatches(node: Node, uses: Uses): undefined {
  const pattern = get(node, 'pattern')
  const value = get(node, 'value')
  if (pattern) addLogic(pattern, uses)
  if (!value) return
  addLogic(value, uses)
  const name = nameIn(value)
  if (name === undefined) return
  const isPlain = pattern?.kind === 'scalar' && !pattern.templated
  add(uses, name, isPlain ? { how: 'matches', value: pattern.text } : { how: 'loose' })
}

/** The name in a scalar that is one tag with nothing but a name. */
function nameIn(node: Node): string | undefined {
  if (node.kind !== 'scalar' || !node.templated) return undefined
  const expr = parseTemplate(node.text).whole?.expr
  return expr?.kind === 'name' ? expr.name : undefined
}

function addText(node: Node, uses: Uses): undefined {
  if (node.kind !== 'scalar' || !node.templated) return
  const { parts, whole } = parseTemplate(node.text)
  for (const part of parts) {
    if (part.kind === 'tag') addExpression(part.expr, uses)
    // Text made of several parts may be compared with anything.
    if (part.kind === 'tag' && !whole)
      walkExpression(part.expr, one => void (one.kind === 'name' && add(uses, one.name, { how: 'loose' })))
    if (part.kind === 'section') add(uses, part.name, { how: 'loose' })
  }
}

function add(uses: Uses, name: string, ...how: readonly Use[]): void {
  const known = uses.get(name) ?? []
  known.push(...how)
  uses.set(name, known)
}
