import { withValue } from '../../1-parse/build.ts'
import type { Entry, Node, ScalarNode } from '../../1-parse/node.ts'
import { error } from '../../diagnostics/complain.ts'
import type { Report, Span } from '../../diagnostics/diagnostic.ts'
import { checkPatterns, evaluate, look, type Site, siteOf, type Value } from '../expression/evaluate.ts'
import type { Scope } from '../scope.ts'
import { type Part, parseTemplate, type SectionPart, type TagPart } from './parse.ts'
import { textOf } from './text.ts'
import { unknownAt } from './unknown.ts'

/**
 * Replaces the tags of a scalar (S4). A scalar that is one tag gets the value with its type, lists and maps included, at the
 * place where the tag stands (S4.8); any other becomes a string. What cannot be read is reported and becomes a value that
 * nobody knows.
 */
export function substitute(scalar: ScalarNode, scope: Scope, report: Report): Node {
  if (!scalar.templated || scalar.type !== 'string') return scalar
  const template = parseTemplate(scalar.text)
  const site = siteOf(scalar, scope, report)
  if (template.problem) {
    const { rule, message, start, end, help } = template.problem
    report(error(rule, site.span(start, end), message, ...(help ? [help] : [])))
    return unknownAt(scalar.span)
  }
  if (template.whole) return asNode(valueOfTag(template.whole, site), scalar.span)
  const out: string[] = []
  const known = render(template.parts, { scalar, site, out })
  if (!known) return unknownAt(scalar.span)
  if (out.reduce((sum, part) => sum + part.length, 0) <= longest) return asNode(out.join(''), scalar.span)
  const message = `this text is longer than ${longest} characters when its tags are replaced`
  report(error('template/too-long', scalar.span, message))
  return unknownAt(scalar.span)
}

/** Texts that double from call to call are refused before they are longer than a config can be. */
const longest = 1_000_000

/** Replaces the tags of a value and of all that is inside it, keys too (S4.1); what holds none is returned as it is. */
export function substituteAll(node: Node, scope: Scope, report: Report): Node {
  if (!node.templated) return node
  if (node.kind === 'scalar') return substitute(node, scope, report)
  if (node.kind === 'seq') {
    const items = node.items.map(item => substituteAll(item, scope, report))
    return { kind: 'seq', items, span: node.span, templated: false }
  }
  const entries = node.entries.map(entry => fill(entry, scope, report))
  return { kind: 'map', entries, span: node.span, templated: false }
}

function fill(entry: Entry, scope: Scope, report: Report): Entry {
  if (!entry.keyNode.templated && !entry.value.templated) return entry
  const value = substituteAll(entry.value, scope, report)
  if (!entry.keyNode.templated) return withValue(entry, value)
  const key = substitute(entry.keyNode, scope, report)
  const keyNode = key.kind === 'scalar' ? key : embeddedFault(key, entry.keyNode.span, report)
  return { key: textOf(keyNode) ?? '', keyNode, value }
}

/** What a tag gives. A name alone gives its node as it is, of whatever kind. */
function valueOfTag({ expr }: TagPart, site: Site): Value | Node {
  if (expr.kind === 'name') return look(expr.name, expr, site)
  checkPatterns(expr, site)
  return evaluate(expr, site)
}

interface Rendering {
  readonly scalar: ScalarNode
  readonly site: Site
  readonly out: string[]
}

/** The texts of the parts; false if one of them is not known. */
function render(parts: readonly Part[], rendering: Rendering): boolean {
  const { site, out } = rendering
  let known = true
  for (const part of parts) {
    if (part.kind === 'text') out.push(part.text)
    else if (part.kind === 'tag') known = renderTag(part, rendering) && known
    else if (holds(part, site) !== part.inverted) known = render(part.parts, rendering) && known
  }
  return known
}

function renderTag(part: TagPart, { scalar, site, out }: Rendering): boolean {
  const node = asNode(valueOfTag(part, site), scalar.span)
  if ('unknown' in node) return false
  const text = textOf(node)
  // The place of the tag is looked for only where it is told: that walks the scalar from its begin.
  if (text === undefined) embeddedFault(node, site.span(part.start, part.end), site.report)
  else out.push(text)
  return text !== undefined
}

/** A section is kept for what is not false, null, empty text or an empty list (S4.6). */
function holds(section: SectionPart, site: Site): boolean {
  const node = look(section.name, section, site)
  if (node.kind === 'seq') return node.items.length > 0
  return node.kind === 'map' || !(node.value === false || node.value === null || node.value === '')
}

function embeddedFault(node: Node, span: Span, report: Report): ScalarNode {
  const what = node.kind === 'seq' ? 'a list' : 'a map'
  const message = `this value is ${what}: ${what} cannot be put into text, only be all of a value`
  report(error('template/embedded-value', span, message))
  return unknownAt(span)
}

/** What comes out of a template is not looked at for templates again (S4.12). */
function asNode(value: Value | Node, span: Span): Node {
  if (typeof value === 'string') return stringNode(value, span)
  const base = { kind: 'scalar', style: 'double', span, templated: false } as const
  if (value === undefined) return { ...base, type: 'null', value: null, text: '' }
  if (typeof value === 'boolean') return { ...base, type: 'bool', value, text: String(value) }
  if (typeof value !== 'object') return { ...base, type: 'int', value, text: String(value) }
  if (value.kind === 'pattern') return stringNode(value.source, span)
  return { ...value, span, templated: false }
}

/** With its keys in the order in which the parser writes them, so that the engine takes both for the same thing. */
function stringNode(value: string, span: Span): ScalarNode {
  return { kind: 'scalar', type: 'string', value, text: value, style: 'double', span, templated: false }
}
