import { get } from '../../1-parse/build.ts'
import type { Entry, MapNode, Node, ScalarNode } from '../../1-parse/node.ts'
import { error } from '../../diagnostics/complain.ts'
import type { Report } from '../../diagnostics/diagnostic.ts'
import { suggest } from '../../diagnostics/suggest.ts'

const operators = ['and', 'or', 'not', 'equal', 'matches'] as const

/** A word of logic statements and what stands under it. */
export interface Operator {
  readonly key: (typeof operators)[number]
  readonly value: Node
}

/** The operator of a logic statement, or undefined if the node is none (S6.1). */
export function operatorOf(node: Node): Operator | undefined {
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined
  const [entry] = node.entries
  const key = operators.find(known => known === entry?.key)
  return key && entry ? { key, value: entry.value } : undefined
}

/** The deepest nesting that the server takes (S6.7). */
const deepest = 100

/** Reports what is wrong with the shape of a logic statement, in the parts that are not reached too (S6.1, S6.2). */
export function checkLogic(node: Node, report: Report): undefined {
  check(node, { report, depth: 0 })
}

interface Place {
  readonly report: Report
  readonly depth: number
}

function check(node: Node, place: Place): undefined {
  if (node.kind === 'scalar') return
  if (node.kind === 'seq')
    return shape(
      place,
      node,
      'a condition is a value or a logic statement, not a list',
      'join several with and: or or:',
    )
  const operator = operatorOf(node)
  if (operator === undefined) return foreign(node, place)
  if (place.depth >= deepest) return shape(place, node, `logic statements are nested deeper than ${deepest} levels`)
  checkOperands(operator, { ...place, depth: place.depth + 1 })
}

function checkOperands({ key, value }: Operator, place: Place): undefined {
  if (key === 'matches') return checkMatches(value, place)
  if (key === 'not') {
    if (value.kind === 'seq')
      return shape(place, value, '"not" takes one logic statement, not a list', 'join several with and: or or:')
    return check(value, place)
  }
  if (value.kind !== 'seq')
    return shape(place, value, `"${key}" takes a list of ${key === 'equal' ? 'values' : 'logic statements'}`)
  if (value.items.length === 0) return shape(place, value, `"${key}" needs at least one item: its list is empty`)
  for (const item of value.items) if (key !== 'equal' || operatorOf(item)) check(item, place)
}

function foreign(node: MapNode, place: Place): undefined {
  const known = operators.join(', ')
  const [first] = node.entries
  if (first === undefined) return shape(place, node, `a logic statement has one key of ${known}: this one is empty`)
  if (node.entries.length > 1) {
    const keys = node.entries.map(({ key }) => `"${key}"`).join(', ')
    return shape(
      place,
      node,
      `a logic statement has exactly one key, this one has ${keys}`,
      'put them as items under and: or or:',
    )
  }
  const near = suggest(first.key, operators)
  const help = near ? `did you mean "${near}"?` : `the keys are ${known}`
  place.report(
    error(
      'logic/unknown-operator',
      first.keyNode.span,
      `"${first.key}" is no logic statement: expected ${known}`,
      help,
    ),
  )
}

function shape(place: Place, node: Node, ...says: readonly string[]): undefined {
  const [message = '', ...help] = says
  place.report(error('logic/shape', node.span, message, ...help))
}

const matchKeys = ['pattern', 'value']

function checkMatches(node: Node, place: Place): undefined {
  if (node.kind !== 'map') return shape(place, node, '"matches" takes a map with "pattern" and "value"')
  for (const entry of node.entries) {
    if (matchKeys.includes(entry.key)) checkText(entry, place)
    else
      shape(
        place,
        entry.keyNode,
        `extraneous key [${entry.key}] is not permitted in "matches"`,
        'permitted keys: pattern, value',
      )
  }
  const missing = matchKeys.filter(key => !node.entries.some(entry => entry.key === key))
  for (const key of missing) shape(place, node, `required key [${key}] not found in "matches"`)
}

function checkText({ key, value }: Entry, place: Place): undefined {
  if (value.kind !== 'scalar')
    return shape(
      place,
      value,
      `matches: ${key} must produce a string, found a ${value.kind === 'seq' ? 'list' : 'map'}`,
    )
  if (value.type === 'null' && key === 'value') return
  if (value.type !== 'string') {
    return shape(
      place,
      value,
      `matches: ${key} must produce a string, found ${value.text}`,
      `put it in quotes: "${value.text}"`,
    )
  }
}

/** The patterns of a logic statement that hold no template, and so can be read without evaluating anything. */
export function patternsOf(node: Node, found: ScalarNode[] = [], depth = 0): readonly ScalarNode[] {
  const operator = operatorOf(node)
  if (operator === undefined || depth > deepest) return found
  const { key, value } = operator
  const pattern = key === 'matches' ? get(value, 'pattern') : undefined
  if (pattern?.kind === 'scalar' && pattern.type === 'string' && !pattern.templated) found.push(pattern)
  const inner = value.kind === 'seq' ? value.items : [value]
  for (const item of inner) patternsOf(item, found, depth + 1)
  return found
}
