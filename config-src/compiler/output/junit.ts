import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type LinesOf, linesOfSources, rangeOf } from '../diagnostics/position.ts'

/**
 * Prints diagnostics as JUnit XML, for the Tests tab of CircleCI: a suite for each file, a failed test for each error and
 * warning, a passed one for each file without. Advice is no failure, so it is not here.
 */
export function formatJunit(diagnostics: readonly Diagnostic[], files: readonly string[]): string {
  const linesOf = linesOfSources()
  const failing = diagnostics.filter(({ severity }) => severity !== 'info')
  const names = [...new Set([...files, ...failing.map(({ span }) => span.source.file)])].sort()
  const suites = names.map(file => {
    const own = failing.filter(({ span }) => span.source.file === file)
    const cases = own.map(diagnostic => caseOf(diagnostic, linesOf))
    const passed = `    <testcase classname=${attribute(file)} name="circlec check"/>\n`
    const count = Math.max(1, own.length)
    const body = cases.length > 0 ? cases.join('') : passed
    return `  <testsuite name=${attribute(file)} tests="${count}" failures="${own.length}" errors="0" skipped="0">\n${body}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="circlec check">\n${suites.join('')}</testsuites>\n`
}

function caseOf({ rule, severity, message, span, related, help }: Diagnostic, linesOf: LinesOf): string {
  const { file } = span.source
  const { line, column } = rangeOf(span, linesOf)
  const others = related.map(other => {
    const at = rangeOf(other.span, linesOf)
    return `${other.span.source.file}:${at.line}:${at.column}: ${other.message}`
  })
  const text = [`${file}:${line}:${column}: ${severity}: ${message}`, ...others, ...(help ? [`help: ${help}`] : [])]
  return [
    `    <testcase classname=${attribute(file)} name=${attribute(`${rule} at line ${line}, column ${column}`)} file=${attribute(file)}>\n`,
    `      <failure type=${attribute(rule)} message=${attribute(message)}>${escaped(text.join('\n'))}</failure>\n`,
    '    </testcase>\n',
  ].join('')
}

function attribute(text: string): string {
  return `"${escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`
}

/** XML 1.0 has no way to write most control characters. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
