import { scalar, withValue } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import { match, quote } from '../2-resolve/match.ts'
import { entry as entryShape } from '../2-resolve/shapes/workflow.ts'
import { complain, error } from '../diagnostics/complain.ts'
import { holdsUnset, isUnknown } from './bound.ts'
import { type Call, reportFrom } from './call.ts'
import { checkPatterns, evaluate, siteOf } from './expression/evaluate.ts'
import { readFilters } from './filter/read.ts'
import type { Host } from './invocation.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { expressionScope } from './scopes.ts'
import { substituteAll } from './template/substitute.ts'

/** A setting of an entry with its templates replaced, and what it became checked for its shape. */
export function settingOf(setting: Entry | undefined, scope: Scope, host: Host): Node | undefined {
  if (!setting) return undefined
  if (!setting.value.templated) return setting.value
  // An expression with values in it that nobody set: what it says is read where it is asked, and there it is not known.
  const { key, value: written } = setting
  if (key === 'filters' && written.kind === 'scalar' && holdsUnset(written.text, scope)) return written
  const value = nothingAsText(setting, withoutNulls(substituteAll(setting.value, scope, host.report), setting.value))
  const field = entryShape.keys[setting.key]
  const empty = value.kind === 'scalar' && value.type === 'null'
  // The items of "requires" are looked at one by one where jobs are joined.
  if (field && !empty && !isUnknown(value) && setting.key !== 'requires')
    match(value, field.shape, { what: `"${setting.key}" in ${host.title}`, report: host.report })
  return value
}

/** An expression that a template leaves without a word is an empty one, not the same as no filters (S17.11). */
function nothingAsText({ key, value: { span } }: Entry, value: Node): Node {
  if (key !== 'filters' || value.kind !== 'scalar' || value.type !== 'null' || isUnknown(value)) return value
  return scalar('', span)
}

/**
 * A template that gives nothing is no item of a list: no context, no name in a filter (S18.7). No such list is deeper than
 * that of `only`; what aliases pile up deeper than that is left as it is.
 */
function withoutNulls(node: Node, written: Node, depth = 0): Node {
  if (!written.templated || depth > 2) return node
  if (node.kind === 'seq' && written.kind === 'seq') {
    const pairs = node.items.map((item, i) => ({ item, from: written.items[i] ?? item }))
    const kept = pairs.filter(({ item, from }) => !(from.templated && item.kind === 'scalar' && item.type === 'null'))
    return { ...node, items: kept.map(({ item, from }) => withoutNulls(item, from, depth + 1)) }
  }
  if (node.kind !== 'map' || written.kind !== 'map') return node
  const entries = node.entries.map((entry, i) => {
    const from = written.entries[i]?.value
    return from ? withValue(entry, withoutNulls(entry.value, from, depth + 1)) : entry
  })
  return { ...node, entries }
}

/** The jobs that an entry requires, as written; one alone is a text in old configs, which the next compiler refuses (S16.1). */
export function requiredBy(node: Node | undefined, run: Run, { report }: Host): readonly Node[] {
  if (node?.kind === 'seq') return node.items
  if (node?.kind !== 'scalar' || node.type !== 'string') return []
  const refused = run.profile === 'next' && run.config.version !== '2'
  const message = `expected type: list, found: string (${quote(node.text)}), for "requires"`
  const help = `write [${node.text}]`
  report(complain(refused ? 'error' : 'warning', 'workflow/requires-text', { span: node.span, message, help }))
  return [node]
}

/** Reads the filters of an entry as the server does when it compiles: patterns and names are checked, nothing is left out (S17.3, S17.14). */
export function checkFilters(run: Run, node: Node, call: Call): void {
  if (run.checkedFilters.has(node)) return
  run.checkedFilters.add(node)
  const scope = expressionScope(run)
  const report = reportFrom(call, run.report)
  const filters = readFilters(node, scope, report)
  if (filters?.kind !== 'expression' || !filters.expr) return
  const site = siteOf(filters.scalar, scope, report)
  checkPatterns(filters.expr, site)
  evaluate(filters.expr, site)
}

/** `serial-group`: not blank, at most 512 characters of a small set (S18.12). */
export function serialGroup(node: Node | undefined, { report }: Host): Node | undefined {
  if (node?.kind !== 'scalar' || isUnknown(node)) return node
  const { text } = node
  const message =
    text.trim() === ''
      ? '"serial-group" must not be blank'
      : text.length > 512
        ? `"serial-group" can have 512 characters at most, this one has ${text.length}`
        : /^[A-Za-z0-9._/-]+$/.test(text)
          ? undefined
          : `"serial-group" can hold only letters, digits and . _ / -, found: ${quote(text)}`
  if (message) report(error('workflow/bad-serial-group', node.span, message))
  return node
}
