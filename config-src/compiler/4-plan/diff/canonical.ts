import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { type Expr, parseExpression } from '../../3-expand/expression/parse.ts'

/** A value as text that is equal for equal values: the order of keys and how scalars were written do not count. */
export function canonical(node: Node | undefined): string {
  if (node === undefined) return ''
  if (node.kind === 'scalar') return node.type === 'string' ? JSON.stringify(node.value) : String(node.value)
  if (node.kind === 'seq') return `[${node.items.map(canonical).join(',')}]`
  const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value)}`)
  return `{${entries.sort().join(',')}}`
}

/** Steps as text: `run: x` is short for `run: { command: x }`. */
export function canonicalSteps(steps: readonly Node[]): string {
  return steps.map(canonicalStep).join('\n')
}

function canonicalStep(step: Node): string {
  const run = get(step, 'run')
  if (run?.kind === 'scalar') return `{"run":{"command":${canonical(run)}}}`
  return canonical(step)
}

/** A value in one line, as short as can be read. */
export function shown(node: Node): string {
  if (node.kind === 'scalar') return node.type === 'string' ? node.value : String(node.value)
  if (node.kind === 'seq') return `[${node.items.map(shown).join(', ')}]`
  return `{ ${node.entries.map(({ key, value }) => `${key}: ${shown(value)}`).join(', ')} }`
}

/** Filters as text: in the map, one name is a list of one and order does not count; of an expression, blanks do not. */
export function canonicalFilters(node: Node | undefined): string {
  if (node === undefined) return ''
  if (node.kind !== 'map') return canonicalCondition(node)
  const sections = node.entries.flatMap(({ key, value }) => {
    if (value.kind !== 'map') return []
    const lists = value.entries.map(({ key: list, value: names }) => `${list}:${canonicalNames(names)}`)
    return [`${key}:{${lists.sort().join(';')}}`]
  })
  return sections.sort().join(';')
}

function canonicalNames(names: Node): string {
  const items = names.kind === 'seq' ? names.items : [names]
  return [...new Set(items.map(canonical))].sort().join(',')
}

/** A condition as text: blanks and parentheses of an expression do not count. */
export function canonicalCondition(node: Node | undefined): string {
  if (node?.kind !== 'scalar' || node.type !== 'string') return canonical(node)
  const parsed = parseExpression(node.value)
  return 'expr' in parsed ? expressionText(parsed.expr) : canonical(node)
}

function expressionText(expr: Expr): string {
  switch (expr.kind) {
    case 'literal':
      return typeof expr.value === 'string' ? JSON.stringify(expr.value) : String(expr.value)
    case 'pattern':
      return `/${expr.source}/`
    case 'name':
      return expr.name
    case 'not':
      return `(not ${expressionText(expr.operand)})`
    case 'compare':
      return `(${expressionText(expr.left)} ${expr.operator} ${expressionText(expr.right)})`
    default:
      return `(${expressionText(expr.left)} ${expr.kind} ${expressionText(expr.right)})`
  }
}
