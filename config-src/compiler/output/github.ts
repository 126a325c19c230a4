import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'
import { linesOfSources, rangeOf } from '../diagnostics/position.ts'

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' }

/** Prints diagnostics as workflow commands, which GitHub shows beside the lines of a pull request. */
export function formatGithub(diagnostics: readonly Diagnostic[]): string {
  const linesOf = linesOfSources()
  return diagnostics
    .map(({ severity, rule, message, span, help }) => {
      const { line, column, endLine, endColumn } = rangeOf(span, linesOf)
      // GitHub takes columns only where a range stands on one line.
      const columns = line === endLine ? { col: column, endColumn } : {}
      const properties = Object.entries({ file: span.source.file, line, endLine, ...columns, title: rule })
      const text = help === undefined ? message : `${message}\n${help}`
      const list = properties.map(([name, value]) => `${name}=${property(String(value))}`).join(',')
      return `::${COMMANDS[severity]} ${list}::${data(text)}\n`
    })
    .join('')
}

/** What a message must not hold as it is. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
