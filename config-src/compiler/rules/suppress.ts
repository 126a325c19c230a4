import type { Node } from '../1-parse/node.ts'
import type { Document } from '../1-parse/parse.ts'
import { warning } from '../diagnostics/complain.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { type LineTable, lineTable, positionAt } from '../diagnostics/position.ts'
import { didYouMean } from '../diagnostics/suggest.ts'

/** One comment that silences rules. */
interface Ignore {
  readonly span: Span
  readonly wholeFile: boolean
  /** The line that it speaks of. */
  readonly line: number
  readonly ids: readonly { readonly id: string; readonly span: Span }[]
}

/** What is known when suppressions are read. */
export interface Suppressing {
  readonly document: Document
  /** Every id that exists, for the misspelt ones. */
  readonly known: readonly string[]
  /** Rules that did not run: a comment that silences one of them is not idle. */
  readonly notRun: ReadonlySet<string>
}

const comment = /#[ \t]*circlec-ignore(-file)?\b[ \t]*(\[([^\]\n]*)\])?[ \t]*([^\n]*)/g

/** Whether a config holds a comment that may silence something. */
export function isSuppressing({ source }: Document): boolean {
  return source.text.includes('circlec-ignore')
}

/**
 * Leaves out the diagnostics that comments silence: `# circlec-ignore[area/problem] reason` on the line or the line above
 * (for a text of several lines also at its beginning), `# circlec-ignore-file[area/problem] reason` anywhere. Comments
 * without a reason, with an unknown id, and those that silence nothing are reported.
 */
export function suppress(diagnostics: readonly Diagnostic[], suppressing: Suppressing): readonly Diagnostic[] {
  const { document, known, notRun } = suppressing
  const { source } = document
  const lines = lineTable(source.text)
  const complaints: Diagnostic[] = []
  const ignores = readIgnores(document, lines, complaints)
  const used = new Set<string>()
  const headers = multiLine(document.root, lines)
  const kept = diagnostics.filter(diagnostic => {
    if (diagnostic.span.source !== source) return true
    const line = positionAt(lines, diagnostic.span.start).line
    const heads = headers.filter(({ from, to }) => from <= line && line <= to).map(({ from }) => from)
    const silencing = ignores.filter(
      ({ ids, wholeFile, line: at }) =>
        ids.some(({ id }) => id === diagnostic.rule) && (wholeFile || at === line || heads.includes(at)),
    )
    for (const one of silencing) used.add(`${one.span.start} ${diagnostic.rule}`)
    return silencing.length === 0
  })
  for (const { span, ids } of ignores)
    for (const one of ids)
      complaints.push(...complaintOf(one, { used: used.has(`${span.start} ${one.id}`), known, notRun }))
  return [...kept, ...complaints]
}

function complaintOf(
  { id, span }: Ignore['ids'][number],
  { used, known, notRun }: { used: boolean; known: readonly string[]; notRun: ReadonlySet<string> },
): Diagnostic[] {
  if (!known.includes(id)) {
    const near = didYouMean(id, known)
    return [warning('suppress/unknown-rule', span, `there is no rule "${id}" to ignore`, ...(near ? [near] : []))]
  }
  if (used || notRun.has(id)) return []
  return [
    warning('suppress/unused', span, `nothing here is reported by "${id}": this comment silences nothing`, 'remove it'),
  ]
}

function readIgnores({ source }: Document, lines: LineTable, complaints: Diagnostic[]): Ignore[] {
  const { text } = source
  return [...text.matchAll(comment)].map(found => {
    const [whole, file, brackets, list = '', reason = ''] = found
    const span = { source, start: found.index, end: found.index + whole.trimEnd().length }
    if (brackets === undefined || list.trim() === '') {
      const help = 'name the rules in brackets: # circlec-ignore[area/problem] reason'
      complaints.push(warning('suppress/no-rule', span, 'this comment does not say which rules to ignore', help))
    } else if (reason.trim() === '') {
      const help = 'say after the brackets why this is right here'
      complaints.push(warning('suppress/no-reason', span, 'this comment does not say why the rule is ignored', help))
    }
    const line = positionAt(lines, found.index).line
    return {
      span,
      wholeFile: file !== undefined,
      line: standsAlone(text, found.index) ? nextLine(text, lines, line) : line,
      ids: idsIn(list, span, whole.indexOf('[') + 1),
    }
  })
}

function idsIn(list: string, { source, start }: Span, at: number): Ignore['ids'] {
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: id, index }) => {
    const from = start + at + index
    return { id, span: { source, start: from, end: from + id.length } }
  })
}

function standsAlone(text: string, at: number): boolean {
  return /(^|\n)[ \t]*$/.test(text.slice(Math.max(0, at - 200), at))
}

/** The next line that is no comment: several may stand above one line. */
function nextLine(text: string, lines: LineTable, line: number): number {
  let at = line + 1
  while (/^[ \t]*(#[^\n]*)?\r?\n/.test(text.slice(lines[at - 1] ?? text.length, lines[at] ?? text.length))) at++
  return at
}

/** Scalars over several lines: what is inside has no place for a YAML comment, so one at their beginning counts. */
function multiLine(root: Node, lines: LineTable): readonly { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = []
  const visit = (node: Node): void => {
    if (node.kind === 'seq') node.items.forEach(visit)
    else if (node.kind === 'map') for (const { value } of node.entries) visit(value)
    else if (node.text.includes('\n')) {
      found.push({ from: positionAt(lines, node.span.start).line, to: positionAt(lines, node.span.end).line })
    }
  }
  visit(root)
  return found
}
