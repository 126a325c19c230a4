import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Config } from '../../2-resolve/config.ts'
import { pipelineValues } from '../../2-resolve/pipeline-values.ts'
import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import { parseTemplate } from '../../3-expand/template/parse.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { conditionsOf } from '../facts/conditions.ts'
import type { Facts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/always-false',
  severity: 'warning',
  level: 'default',
  title: 'A comparison that can never be true',
  what:
    'A pipeline value or parameter is compared with a value of another type (`pipeline.number == "1"`), or an enum with a text ' +
    'that it does not list: in an expression, or under `equal`.',
  why: 'Values of different types are never equal (S5.8, S6.4). What the comparison lets run never runs, or always.',
  source: 'S5.8, S6.4',
  bad: `version: 2.1
parameters:
  nightly: { type: boolean, default: false }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  nightly:
    when: pipeline.parameters.nightly == "true" or pipeline.git.branch == "nightly"
    jobs: [test]
`,
  good: `version: 2.1
parameters:
  nightly: { type: boolean, default: false }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  nightly:
    when: pipeline.parameters.nightly or pipeline.git.branch == "nightly"
    jobs: [test]
`,
  check: (facts, report) => {
    for (const { expr, spanOf } of facts.expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'compare' || (part.operator !== '==' && part.operator !== '!=')) return
        const sides = [part.left, part.right].map(side => valueIn(side, facts.config))
        const finding = mismatch(sides, { span: spanOf(part), isEqual: part.operator === '==' })
        if (finding) report(finding)
      })
    }
    for (const { node } of facts.ask(conditionsOf)) inLogic(node, facts, report)
  },
}

export default rule

/** What is known of one side of a comparison. */
interface Value {
  readonly said: string
  readonly type: string
  /** The text, of a literal one. */
  readonly text?: string
  /** All values, of an enum. */
  readonly members?: readonly string[]
}

function valueIn(expr: Expr, config: Config): Value | undefined {
  if (expr.kind === 'name') return valueOfName(expr.name, config)
  if (expr.kind !== 'literal') return undefined
  const { value } = expr
  if (typeof value === 'string') return { said: JSON.stringify(value), type: 'string', text: value }
  return { said: String(value), type: typeof value === 'boolean' ? 'boolean' : 'integer' }
}

function valueOfName(name: string, { parameters }: Config): Value | undefined {
  const own = /^pipeline\.parameters\.(.+)$/.exec(name)?.[1]
  if (own === undefined) {
    const known = pipelineValues.get(name)
    return known && { said: name, type: known.type }
  }
  const { type, members } = parameters.get(own) ?? {}
  if (type !== 'enum') return type === undefined ? undefined : { said: name, type }
  const texts = (members ?? []).flatMap(member => (member.kind === 'scalar' ? [member.text] : []))
  return { said: name, type: 'string', members: texts }
}

function mismatch(
  [left, right]: readonly (Value | undefined)[],
  { span, isEqual }: { readonly span: Span; readonly isEqual: boolean },
): Finding | undefined {
  if (!left || !right) return undefined
  const never = isEqual ? 'is never true' : 'is true whatever they are'
  if (left.type !== right.type) {
    const message = `this ${never}: ${left.said} is of type ${left.type}, ${right.said} of type ${right.type}`
    return {
      span,
      message,
      help: 'compare with a value of the same type: texts have quotes, numbers and booleans none',
    }
  }
  for (const [one, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!one.members || other.text === undefined || one.members.includes(other.text)) continue
    const message = `this ${never}: ${other.said} is no value of ${one.said}`
    return { span, message, help: `its values are ${one.members.join(', ')}` }
  }
  return undefined
}

/** Operands of `equal` that are a tag as a whole, beside constants. */
function inLogic(node: Node, facts: Facts, report: (finding: Finding) => void): void {
  const operator = operatorOf(node)
  if (!operator) return
  const { key, value } = operator
  const items = value.kind === 'seq' ? value.items : [value]
  if (key !== 'equal') {
    if (key !== 'matches') for (const item of items) inLogic(item, facts, report)
    return
  }
  const known = items.map(item => valueOfNode(item, facts.config))
  for (const [at, right] of known.entries()) {
    const finding =
      at > 0 && mismatch([known[0], right], { span: get(node, 'equal')?.span ?? node.span, isEqual: true })
    if (!finding) continue
    report(finding)
    return
  }
}

function valueOfNode(node: Node, config: Config): Value | undefined {
  if (node.kind !== 'scalar') return undefined
  if (node.templated) {
    const { whole } = parseTemplate(node.text)
    return whole && valueIn(whole.expr, config)
  }
  if (node.type === 'string') return { said: JSON.stringify(node.text), type: 'string', text: node.text }
  if (node.type === 'bool') return { said: node.text, type: 'boolean' }
  return node.type === 'int' ? { said: node.text, type: 'integer' } : undefined
}
