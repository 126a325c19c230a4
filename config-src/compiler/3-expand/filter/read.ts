import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { error } from '../../diagnostics/complain.ts'
import type { Report, Span } from '../../diagnostics/diagnostic.ts'
import { holdsUnset } from '../bound.ts'
import { siteOf } from '../expression/evaluate.ts'
import { type Expr, parseExpression } from '../expression/parse.ts'
import { type Compiled, compilePattern } from '../pattern/compile.ts'
import type { Scope } from '../scope.ts'
import { substitute } from '../template/substitute.ts'

/** When a job of a workflow runs: the map of branches and tags (S17.1), or an expression (S17.11). */
export type Filters = MapFilters | ExpressionFilter

/** Filters as maps of branches and tags; a section that is not written is undefined (S17.4). */
export interface MapFilters {
  readonly kind: 'map'
  readonly branches?: Section
  readonly tags?: Section
  readonly span: Span
}

/** What a section of a map says; a list that is not written is undefined, an empty one matches nothing (S17.7). */
export interface Section {
  readonly only?: readonly Matcher[]
  readonly ignore?: readonly Matcher[]
  readonly span: Span
}

/** One name or one pattern between slashes (S17.2). */
export interface Matcher {
  readonly kind: 'literal' | 'pattern'
  /** As it is written, with its slashes. */
  readonly text: string
  /** The pattern without its slashes, or the name. */
  readonly source: string
  readonly span: Span
  readonly matches: (name: string) => boolean
}

/** Filters as an expression; `expr` is missing where the text says nothing, after a complaint. */
export interface ExpressionFilter {
  readonly kind: 'expression'
  readonly scalar: ScalarNode
  readonly expr?: Expr
  readonly span: Span
}

/** Reads the filters of a job entry; what does not fit is left out, after a complaint (S17). */
export function readFilters(node: Node, scope: Scope, report: Report): Filters | undefined {
  const known = scope.filters?.get(node)
  if (known) return known
  const filters = readNode(node, scope, report)
  // What a template leaves open depends on who reads it.
  if (filters && !node.templated) scope.filters?.set(node, filters)
  return filters
}

function readNode(node: Node, scope: Scope, report: Report): Filters | undefined {
  if (node.kind === 'map') {
    return {
      kind: 'map',
      span: node.span,
      ...named('branches', readSection(get(node, 'branches'), scope, report)),
      ...named('tags', readSection(get(node, 'tags'), scope, report)),
    }
  }
  if (node.kind === 'scalar' && node.type === 'string') return readExpression(node, scope, report)
  return undefined
}

function named<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: T })
}

function readExpression(written: ScalarNode, scope: Scope, report: Report): ExpressionFilter {
  // Without the values in it nobody knows what it says.
  if (written.templated && holdsUnset(written.text, scope))
    return { kind: 'expression', scalar: written, span: written.span }
  // With << >> it is rendered first and read as an expression then (S17.11).
  const scalar = written.templated ? asText(substitute(written, scope, report), written) : written
  const parsed = scalar && parseExpression(scalar.text)
  if (scalar === undefined || parsed === undefined) return { kind: 'expression', scalar: written, span: written.span }
  const base = { kind: 'expression', scalar, span: written.span } as const
  if ('expr' in parsed) return { ...base, expr: parsed.expr }
  const { message, start, end, help } = parsed.error
  const isWhole = written.templated || scalar.text.trim() === ''
  const span = isWhole ? written.span : siteOf(scalar, scope, report).span(start, end)
  report(error('expr/syntax', span, message, ...(help ? [help] : [])))
  return base
}

function asText(node: Node, written: ScalarNode): ScalarNode | undefined {
  if (node.kind !== 'scalar' || 'unknown' in node) return undefined
  return node.type === 'string'
    ? node
    : { ...written, templated: false, text: node.text, type: 'string', value: node.text }
}

function readSection(node: Node | undefined, scope: Scope, report: Report): Section | undefined {
  if (node === undefined) return undefined
  return {
    span: node.span,
    ...named('only', readMatchers(get(node, 'only'), scope, report)),
    ...named('ignore', readMatchers(get(node, 'ignore'), scope, report)),
  }
}

function readMatchers(node: Node | undefined, scope: Scope, report: Report): readonly Matcher[] | undefined {
  // A key with nothing after it is as good as absent.
  if (node === undefined || node.kind === 'map' || (node.kind === 'scalar' && node.type === 'null')) return undefined
  const items = node.kind === 'seq' ? node.items : [node]
  return items.flatMap(item => (item.kind === 'scalar' ? readMatcher(item, scope, report) : []))
}

function readMatcher(written: ScalarNode, scope: Scope, report: Report): Matcher[] {
  const node = substitute(written, scope, report)
  if (node.kind !== 'scalar' || node.type === 'null') return []
  const { text } = node
  const { span } = written
  if (text.length < 2 || !text.startsWith('/') || !text.endsWith('/')) {
    return [{ kind: 'literal', text, source: text, span, matches: name => name === text }]
  }
  const source = text.slice(1, -1)
  const compiled = compilePattern(source, scope.profile)
  if (!compiled.ok) report(badRegex(source, compiled, written))
  return [{ kind: 'pattern', text, source, span, matches: name => compiled.ok && compiled.matches(name) }]
}

function badRegex(
  source: string,
  { reason }: Extract<Compiled, { ok: false }>,
  node: ScalarNode,
): ReturnType<typeof error> {
  const message = `invalid regular expression: ${source}: invalid pattern. ${reason}`
  return error('filter/bad-regex', node.span, message)
}
