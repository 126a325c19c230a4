import type { MapNode, Node, ScalarNode } from '../1-parse/node.ts'
import { complain } from '../diagnostics/complain.ts'
import type { Report, RuleId, Span } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { PipelineValue } from './pipeline-values.ts'
import type { ByKind, Field, Keys, Lazy, List, Shape, Text, Whole } from './shape.ts'
import { checkPairs } from './together.ts'

/** Where a check stands: what the value is called in messages (`job "build"`), and where complaints go. */
export interface Place {
  readonly what: string
  /** The key that the value belongs to: where to complain of something that is absent in it. */
  readonly head?: Span | undefined
  /** Names of commands that take the place of built-in steps (S8.10). */
  readonly shadowing?: ReadonlySet<string> | undefined
  /** Whether no template can become a list or a map here: outside of definitions all values are single ones (S3.2, S7.2). */
  readonly single?: boolean | undefined
  /** Whether the steps here are given by a caller: as an argument, before or after those of a job. */
  readonly isArgument?: boolean | undefined
  readonly report: Report
}

/** The place of a value inside another one. Each key is named: a spread takes longer than all the rest of the check. */
export function inside({ shadowing, single, isArgument, report }: Place, what: string, head?: Span): Place {
  return { what, head, shadowing, single, isArgument, report }
}

/** Checks a value against a shape and reports what does not fit. True if it fits well enough to be read on. */
export function match(node: Node, shape: Lazy, place: Place): boolean {
  const wanted = typeof shape === 'function' ? shape() : shape
  const isStructure = wanted.is === 'list' || wanted.is === 'keys'
  if (mayBeAnything(node) && !(place.single && isStructure)) return true
  if ('unset' in node) return fitsWhenSet(node as Node & Unset, wanted, place)
  switch (wanted.is) {
    case 'anything':
      return true
    case 'scalar':
      return node.kind === 'scalar' || wrongType(node, 'a single value', place)
    case 'text':
      return matchText(node, wanted, place)
    case 'flag':
      return (node.kind === 'scalar' && node.type === 'bool') || wrongType(node, 'boolean', place)
    case 'whole':
      return matchWhole(node, wanted, place)
    case 'list':
      return matchList(node, wanted, place)
    case 'keys':
      return matchKeys(node, wanted, place)
    case 'byKind':
      return matchKind(node, wanted, place)
  }
}

/** What a value is, in the server's words: `string`, `integer`, `map` …, with the text of a scalar. */
export function describe(node: Node): string {
  if (node.kind === 'map') return 'map'
  if (node.kind === 'seq') return 'list'
  const names = { string: 'string', int: 'integer', float: 'number', bool: 'boolean', null: 'null' } as const
  if (node.type === 'null') return node.text === '' ? 'nothing' : 'null'
  return `${names[node.type]} (${quote(node.text)})`
}

/** The user's text in double quotes, shortened to what a message can hold. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}...` : line)
}

/** A string with a template may become a value of any type (S4.8); one that nobody knows was complained about already. */
function mayBeAnything(node: Node): boolean {
  return (node.kind === 'scalar' && node.type === 'string' && node.templated) || 'unknown' in node
}

/** A pipeline value that the caller did not set is null only here (S5.13): its type is all that is known of it. */
export interface Unset {
  readonly unset: PipelineValue['type'] | 'unknown'
}

/** Flags and numbers must be of their type (S12.8); what the server makes of a number that stands for a text nobody has seen. */
function fitsWhenSet({ span, unset: found }: Node & Unset, wanted: Shape, { what, report }: Place): boolean {
  const expected = wanted.is === 'flag' ? 'boolean' : wanted.is === 'whole' ? 'integer' : undefined
  if (expected === undefined || found === 'unknown' || found === expected) return true
  const message = `expected type: ${expected}, found: ${found}, for ${what}`
  report(complain('error', 'schema/type', { span, message }))
  return false
}

function wrongType(node: Node, expected: string, place: Place, rule: RuleId = 'schema/type'): false {
  const message = `expected type: ${expected}, found: ${describe(node)}, for ${place.what}`
  place.report(complain('error', rule, { span: node.span, message }))
  return false
}

function matchText(node: Node, wanted: Text, place: Place): boolean {
  if (node.kind !== 'scalar') return wrongType(node, 'string', place, wanted.rule)
  if (node.type !== 'string' && !(wanted.numbers && (node.type === 'int' || node.type === 'float'))) {
    return wrongScalar(node, wanted, place)
  }
  if (wanted.words && !wanted.words.includes(node.text)) {
    const near = suggest(node.text, wanted.words)
    const message = `${quote(node.text)} is not a value for ${place.what}: expected one of ${wanted.words.join(', ')}`
    const help = near === undefined ? {} : { help: `did you mean "${near}"?` }
    place.report(complain('error', wanted.rule ?? 'schema/enum', { span: node.span, message, ...help }))
    return false
  }
  if (wanted.pattern && !wanted.pattern.test(node.text)) {
    const message = `${quote(node.text)} does not match the pattern of ${place.what}: expected ${wanted.like ?? wanted.pattern.source}`
    place.report(complain('error', wanted.rule ?? 'schema/pattern', { span: node.span, message }))
    return false
  }
  if (wanted.usual && !wanted.usual.test(node.text)) {
    const message = `${quote(node.text)} is an unusual value for ${place.what}: expected ${wanted.like ?? wanted.usual.source}`
    place.report(complain('warning', wanted.rule ?? 'schema/pattern', { span: node.span, message }))
  }
  return true
}

function wrongScalar(node: ScalarNode, wanted: Text, place: Place): false {
  const message = `expected type: string, found: ${describe(node)}, for ${place.what}`
  const { source, start, end } = node.span
  const isWritten = node.type !== 'null' && !source.text.slice(start, end).includes('<<')
  const help = isWritten ? { help: `put it in quotes: "${node.text}"` } : {}
  place.report(complain('error', wanted.rule ?? 'schema/type', { span: node.span, message, ...help }))
  return false
}

function matchWhole(node: Node, wanted: Whole, place: Place): boolean {
  if (node.kind !== 'scalar' || node.type !== 'int') return wrongType(node, 'integer', place, wanted.rule)
  const { least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = wanted
  if (node.value >= least && node.value <= most) return true
  const bounds = wanted.most === undefined ? `at least ${least}` : `from ${least} to ${most}`
  const message = `${node.text} is out of range for ${place.what}: it must be an integer, ${bounds}`
  place.report(complain('error', wanted.rule ?? 'schema/range', { span: node.span, message }))
  return false
}

function matchList(node: Node, wanted: List, place: Place): boolean {
  if (node.kind !== 'seq') return wrongType(node, 'list', place)
  if (node.items.length < (wanted.least ?? 0)) {
    const message = `expected minimum item count: ${wanted.least}, found: ${node.items.length}, for ${place.what}`
    place.report(complain('error', 'schema/too-short', { span: node.span, message }))
    return false
  }
  let fits = true
  const inner = inside(place, `an item of ${place.what}`)
  for (const item of node.items) fits = match(item, wanted.of, inner) && fits
  return fits
}

function matchKind(node: Node, wanted: ByKind, place: Place): boolean {
  const shape = wanted[node.kind]
  if (shape === undefined || (node.kind === 'scalar' && node.type === 'null' && !takesNull(shape))) {
    return wrongType(node, wanted.say, place)
  }
  return match(node, shape, place)
}

function takesNull(shape: Lazy): boolean {
  const is = (typeof shape === 'function' ? shape() : shape).is
  return is === 'scalar' || is === 'anything'
}

function matchKeys(node: Node, wanted: Keys, place: Place): boolean {
  if (node.kind !== 'map') return wrongType(node, 'map', place)
  let fits = true
  const { fields } = indexOf(wanted)
  for (const { key, keyNode, value } of node.entries) {
    const field = fields.get(key)
    if (field) fits = matchField(value, field, inside(place, `"${key}" of ${place.what}`, keyNode.span)) && fits
    else if (typeof wanted.others === 'object') {
      const { each, called } = wanted.others
      fits = match(value, each, inside(place, `${called} "${key}"`, keyNode.span)) && fits
    } else if (wanted.others !== 'ignore' && !keyNode.templated) unknownKey({ key, span: keyNode.span, wanted, place })
  }
  if (wanted.pairs) checkPairs(node, wanted.pairs, place.report)
  return missingKeys(node, wanted, place) && fits
}

/** The keys of a shape, to look up, and those that must be there. */
interface KeyIndex {
  readonly fields: ReadonlyMap<string, Field>
  readonly required: readonly string[]
}

const indexes = new WeakMap<Keys, KeyIndex>()

function indexOf(wanted: Keys): KeyIndex {
  const known = indexes.get(wanted)
  if (known) return known
  const fields = new Map(Object.entries(wanted.keys))
  const required = [...fields.keys()].filter(key => fields.get(key)?.required)
  const index = { fields, required }
  indexes.set(wanted, index)
  return index
}

function matchField(value: Node, field: Field, place: Place): boolean {
  const empty = value.kind === 'scalar' && value.type === 'null'
  return (empty && field.nullable === true) || match(value, field.shape, place)
}

function missingKeys(node: MapNode, wanted: Keys, place: Place): boolean {
  let complete = true
  for (const key of indexOf(wanted).required) {
    if (node.entries.some(entry => entry.key === key)) continue
    const { rule, message } = wanted.missing ?? {
      rule: 'schema/missing-key',
      message: `required key [${key}] not found in ${place.what}`,
    }
    place.report(complain('error', rule, { span: place.head ?? headOf(node), message }))
    complete = false
  }
  if (wanted.oneOf && !node.entries.some(({ key }) => wanted.oneOf?.includes(key))) {
    const message = `required key [${wanted.oneOf.join('] or [')}] not found in ${place.what}`
    place.report(complain('error', 'schema/missing-key', { span: place.head ?? headOf(node), message }))
    complete = false
  }
  if (node.entries.length < (wanted.least ?? 0)) {
    place.report(complain('error', 'schema/missing-key', { span: node.span, message: `${place.what} is empty` }))
    complete = false
  }
  return complete
}

/** The first line of a map: a complaint about something absent should not underline the whole of it. */
function headOf(node: MapNode): Span {
  const first = node.entries[0]
  return first === undefined || first.keyNode.span.source !== node.span.source ? node.span : first.keyNode.span
}

interface UnknownKey {
  readonly key: string
  readonly span: Span
  readonly wanted: Keys
  readonly place: Place
}

function unknownKey({ key, span, wanted, place }: UnknownKey): void {
  const known = Object.keys(wanted.keys).filter(name => !wanted.keys[name]?.deprecated)
  const near = suggest(key, known)
  const elsewhere = Object.hasOwn(wanted.elsewhere ?? {}, key) ? wanted.elsewhere?.[key] : undefined
  const refused = wanted.others === 'refuse'
  const message = refused
    ? `extraneous key [${key}] is not permitted in ${place.what}`
    : `unknown key "${key}" in ${place.what}: CircleCI does not read it`
  const help =
    elsewhere !== undefined
      ? `"${key}" belongs in ${elsewhere}`
      : near !== undefined
        ? `did you mean "${near}"?`
        : known.length > 0
          ? `permitted keys: ${known.join(', ')}`
          : undefined
  const severity = refused ? 'error' : 'warning'
  place.report(complain(severity, 'schema/unknown-key', { span, message, ...(help === undefined ? {} : { help }) }))
}
