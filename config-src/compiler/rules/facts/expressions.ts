import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import type { Config } from '../../2-resolve/config.ts'
import { type Expr, parseExpression } from '../../3-expand/expression/parse.ts'
import { type Part, parseTemplate } from '../../3-expand/template/parse.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'

/** An expression and where it stands. */
export interface Expression {
  readonly expr: Expr
  readonly where: 'tag' | 'condition' | 'filters'
  readonly scalar: ScalarNode
  /** Whether the tag is all of the value, so that the result keeps its type (S4.8); true outside of tags. */
  readonly whole: boolean
  /** The place of a part of it. */
  readonly spanOf: (part: { readonly start: number; readonly end: number }) => Span
}

interface Searched {
  readonly config: Config
  readonly scalars: () => readonly ScalarNode[]
}

/** Finds the expressions of a config: in tags, in conditions of workflows, in filters (S5.1). */
export function expressionsOf({ config, scalars }: Searched): readonly Expression[] {
  if (config.version === '2') return []
  const found: Expression[] = []
  for (const scalar of scalars()) inTags(scalar, found)
  for (const { condition } of config.workflows) if (condition) bare(condition.node, 'condition', found)
  for (const { entries } of [...config.workflows, ...config.groups.values()]) {
    for (const { settings } of entries)
      for (const { key, value } of settings) if (key === 'filters') bare(value, 'filters', found)
  }
  return found
}

function inTags(scalar: ScalarNode, found: Expression[]): void {
  if (!scalar.templated || scalar.type !== 'string') return
  const { parts, whole } = parseTemplate(scalar.text)
  const visit = (part: Part) => {
    if (part.kind === 'tag')
      found.push({ expr: part.expr, where: 'tag', scalar, whole: whole !== undefined, ...placing(scalar) })
    if (part.kind === 'section') part.parts.forEach(visit)
  }
  parts.forEach(visit)
}

function bare(node: Node, where: 'condition' | 'filters', found: Expression[]): void {
  if (node.kind !== 'scalar' || node.type !== 'string' || node.templated) return
  const parsed = parseExpression(node.text)
  if ('expr' in parsed) found.push({ expr: parsed.expr, where, scalar: node, whole: true, ...placing(node) })
}

function placing(scalar: ScalarNode): Pick<Expression, 'spanOf'> {
  return { spanOf: ({ start, end }) => within(scalar, start, end) }
}
