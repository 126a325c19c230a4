import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { type Expr, parseExpression, walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import { isStepExpression } from '../../3-expand/logic/evaluate.ts'
import { same } from '../../3-expand/logic/same.ts'
import { parseTemplate } from '../../3-expand/template/parse.ts'
import type { Facts } from '../facts.ts'

/** The condition of a workflow or of a step, as it is written. */
export interface Condition {
  readonly node: Node
  readonly where: 'workflow' | 'step'
}

/** The conditions of a config. */
export function conditionsOf({ config, steps }: Facts): readonly Condition[] {
  const inSteps = steps().flatMap(({ name, body, owner }): Condition[] => {
    const node = name === 'when' || name === 'unless' ? get(body, 'condition') : undefined
    return node && !owner.home.commands.has(name) ? [{ node, where: 'step' }] : []
  })
  const inWorkflows = config.workflows.flatMap(({ condition }): Condition[] =>
    condition ? [{ node: condition.node, where: 'workflow' }] : [],
  )
  return [...inWorkflows, ...inSteps]
}

/**
 * A part of a condition that does not depend on anything, and why: a `text` with tags in it, a variable of the `shell`, a
 * `name` that is a text in a logic statement, an `expression` where the documentation knows none, or a `value`.
 */
export interface Constant {
  readonly node: Node
  readonly holds: boolean
  readonly why: 'text' | 'shell' | 'name' | 'expression' | 'value'
}

/** The constant parts of a condition; the whole of it where nothing smaller says why (S6.3, S6.10 to S6.15). */
export function constantsIn({ node, where }: Condition, { profile }: Pick<Facts, 'profile'>): readonly Constant[] {
  const found: Constant[] = []
  if (node.kind === 'scalar' && node.type === 'string' && !node.templated && where === 'workflow') {
    const parsed = parseExpression(node.text)
    const isConstant = 'expr' in parsed && namesIn(parsed.expr).length === 0
    return isConstant ? [{ node, holds: true, why: 'value' }] : []
  }
  if (isStepExpression(node, { profile })) return [{ node, holds: true, why: 'expression' }]
  const holds = truthOf(node, found)
  if (found.length > 0 || holds === undefined || (!holds && isSwitchedOff(node))) return found
  return [{ node, holds, why: 'value' }]
}

/** Whether somebody wrote `false`, or nothing: that is meant. */
function isSwitchedOff(node: Node): boolean {
  if (node.kind === 'scalar') return node.value === false || node.type === 'null'
  const inner = node.kind === 'seq' ? node.items : node.entries.map(({ value }) => value)
  return inner.some(isSwitchedOff)
}

/** Whether a statement holds, where that depends on nothing; parts that look as if they did are added to `found`. */
function truthOf(node: Node, found: Constant[]): boolean | undefined {
  if (node.kind === 'scalar') return truthOfScalar(node, found)
  const operator = operatorOf(node)
  if (!operator) return undefined
  const { key, value } = operator
  const items = value.kind === 'seq' ? value.items : []
  if (key === 'equal') return truthOfEqual(items, found)
  if (key === 'matches') return undefined
  if (key === 'not') {
    const inner = truthOf(value, found)
    return inner === undefined ? undefined : !inner
  }
  const truths = items.map(item => truthOf(item, found))
  const decisive = key === 'or'
  if (truths.includes(decisive)) return decisive
  return truths.length > 0 && truths.every(truth => truth === !decisive) ? !decisive : undefined
}

function truthOfScalar(node: ScalarNode, found: Constant[]): boolean | undefined {
  if (node.type !== 'string') return node.value !== null && node.value !== false && Number(node.value) !== 0
  if (node.templated) {
    const { parts, whole, problem } = parseTemplate(node.text)
    const isNeverEmpty = !whole && !problem && parts.some(part => part.kind === 'text' && part.text.trim() !== '')
    if (!isNeverEmpty) return undefined
    found.push({ node, holds: true, why: 'text' })
    return true
  }
  const why = isVariable(node) ? 'shell' : isPipelineExpression(node.text) ? 'name' : undefined
  if (why) found.push({ node, holds: true, why })
  return node.text !== ''
}

function truthOfEqual(items: readonly Node[], found: Constant[]): boolean | undefined {
  for (const item of items) if (isVariable(item)) found.push({ node: item, holds: false, why: 'shell' })
  const [first, ...others] = items
  if (!first || operatorOf(first)) return undefined
  if (others.length > 0 && others.every(other => same(first, other))) return true
  const fixed = items.filter(item => item.kind === 'scalar' && !item.templated)
  return fixed.some(one => fixed.some(other => !same(one, other))) ? false : undefined
}

function isVariable(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'string' && !node.templated && /^\$\{?\w+\}?$/.test(node.text.trim())
}

function isPipelineExpression(text: string): boolean {
  const parsed = parseExpression(text)
  return 'expr' in parsed && namesIn(parsed.expr).some(name => name.startsWith('pipeline.'))
}

function namesIn(expr: Expr): readonly string[] {
  const names: string[] = []
  walkExpression(expr, part => {
    if (part.kind === 'name') names.push(part.name)
  })
  return names
}
