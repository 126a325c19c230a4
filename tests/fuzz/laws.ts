import { equal } from '../../config-src/compiler/3-expand/names.ts'
import { treeOf } from '../../config-src/compiler/5-render/config.ts'
import { render } from '../../config-src/compiler/5-render/expanded.ts'
import {
  type Compiled,
  compile,
  expand,
  type Options,
  type Printing,
  parse,
} from '../../config-src/compiler/compile.ts'
import type { Diagnostic, Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { applyFixes } from '../../config-src/compiler/diagnostics/fix.ts'
import { formatGithub } from '../../config-src/compiler/output/github.ts'
import { formatJson } from '../../config-src/compiler/output/json.ts'
import { formatJunit } from '../../config-src/compiler/output/junit.ts'
import { formatMarkdown } from '../../config-src/compiler/output/markdown.ts'
import { formatSarif } from '../../config-src/compiler/output/sarif.ts'
import { formatText } from '../../config-src/compiler/output/text.ts'
import { aboutRule, idsOf } from '../../config-src/compiler/rules/explain.ts'
import { rules } from '../../config-src/compiler/rules/list.ts'

/** Far above what any input of this size takes, on a machine that is busy with others: only what hangs is above it. */
const longest = 30_000

/** Everything that holds for every text; throws, saying which law was broken. */
export function obeys(text: string, options: Options & Printing): void {
  const start = performance.now()
  const compiled = compile(text, options)
  compiled.diagnostics.forEach(inText)
  ruled(text, options)
  same('check', said(compiled), said(compile(text, options)))
  const strict = { ...options, lint: false, keepAll: false }
  const expanded = expand(text, strict)
  for (const span of expanded.lines) if (span) within(span)
  same('expand', expanded.text ?? '', expand(text, strict).text ?? '')
  // What was left out leaves a job that no workflow uses (FACTS 8.11), and such a job is not printed.
  // Functions are declared above what is printed (S12.30).
  if (expanded.text !== undefined && !options.pruneFiltered && !/^functions/m.test(text)) again(expanded.text)
  readsBack(compiled)
  const took = performance.now() - start
  if (took > longest) throw new Error(`it took ${took} ms`)
}

/** The rules look at whatever the phases made of it, and every repair that they offer stands in the text. */
function ruled(text: string, options: Options): void {
  const checking = { rules, known: idsOf(rules), level: 'pedantic' } as const
  const compiled = compile(text, { ...options, rules: checking })
  compiled.diagnostics.forEach(inText)
  for (const { fix } of compiled.diagnostics) for (const { span } of fix?.edits ?? []) within(span)
  same('check with rules', said(compiled), said(compile(text, { ...options, rules: checking })))
  const { diagnostics } = compiled
  formatGithub(diagnostics)
  formatJunit(diagnostics, ['-'])
  formatMarkdown(diagnostics, ['-'])
  formatSarif(diagnostics, id => aboutRule(id, rules))
  const source = diagnostics[0]?.span.source
  if (source) applyFixes(source, diagnostics, ['safe', 'unsafe'])
}

function said({ diagnostics }: Compiled): string {
  return formatText(diagnostics) + formatJson(diagnostics, ['-'])
}

function same(what: string, first: string, second: string): void {
  if (first !== second) throw new Error(`${what} says other things the second time`)
}

function inText({ span, related, message }: Diagnostic): void {
  if (message === '') throw new Error('a complaint without words')
  within(span)
  for (const other of related) within(other.span)
}

function within({ start, end, source }: Span): void {
  if (!(0 <= start && start <= end && end <= source.text.length))
    throw new Error(
      `the place ${start} to ${end} is outside of ${source.file}, which has ${source.text.length} characters`,
    )
}

/** Expanding what was expanded changes nothing but the comments above it (S21.17). */
function again(once: string): void {
  const body = once.slice(once.indexOf('version: 2'))
  // A workflow of nothing but a matrix without jobs has none (S14.7), and nobody may write such a one.
  if (/^ {4}jobs: \[\]$/m.test(body)) return
  // An expression with values in it that nobody set stays as it is written (S17.11), and is none without them.
  if (/^ +filters: .*<</m.test(body)) return
  const twice = expand(body, { compiler: 'legacy' })
  if (twice.text !== body)
    throw new Error(`expanding again gives\n${twice.text ?? formatText(twice.diagnostics)}\ninstead of\n${body}`)
}

/** Reading what was printed gives the tree that was printed. */
function readsBack({ expanded, diagnostics: found }: Compiled): void {
  if (!expanded || found.some(({ severity }) => severity === 'error')) return
  const tree = treeOf(expanded)
  const { text } = render(tree)
  const { document, diagnostics } = parse(text)
  if (!document || !equal(document.root, tree))
    throw new Error(`what was printed reads differently:\n${text}\n${formatText(diagnostics)}`)
}
