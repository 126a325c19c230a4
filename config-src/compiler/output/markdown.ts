import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { linesOfSources, rangeOf } from '../diagnostics/position.ts'

/** Prints diagnostics as Markdown, for a comment on a pull request: a table for each file that has some. */
export function formatMarkdown(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const linesOf = linesOfSources()
  const names = [...new Set(diagnostics.map(({ span }) => span.source.file))].sort()
  if (names.length === 0) return `No problems in ${files.length} ${files.length === 1 ? 'file' : 'files'}.\n`
  const tables = names.map(file => {
    const rows = diagnostics
      .filter(({ span }) => span.source.file === file)
      .map(({ span, severity, message, rule, help }) => {
        const { line, column } = rangeOf(span, linesOf)
        const text = help === undefined ? cell(message) : `${cell(message)}<br>*${cell(help)}*`
        return `| ${line}:${column} | ${severity} | ${text} | \`${rule}\` |`
      })
    return `### ${cell(file)}\n\n| place | | what | rule |\n|---|---|---|---|\n${rows.join('\n')}\n`
  })
  return tables.join('\n')
}

/** A text in a cell: nothing in it is markup. */
function cell(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_{}[\]<>|#~]/g, '\\$&')
    .trim()
}
