import type { Report, Source } from '../diagnostics/diagnostic.ts'

/** What SnakeYAML's reader refuses: controls, and halves of surrogate pairs. */
const SPECIAL = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Whether a text has only characters that YAML allows; reports the first that it does not. */
export function checkEncoding(source: Source, report: Report): boolean {
  const { text } = source
  const start = text.search(SPECIAL)
  if (start < 0) return true
  const wide = text.includes('\0')
  const code = (text.codePointAt(start) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  report({
    rule: 'yaml/encoding',
    severity: 'error',
    message: wide
      ? 'Unable to parse YAML: special characters are not allowed: the text holds NUL characters, as a file in UTF-16 does'
      : `Unable to parse YAML: special characters are not allowed: found the control character U+${code}`,
    span: { source, start, end: start + 1 },
    related: [],
    help: wide
      ? 'save the file as UTF-8'
      : `remove the character, or write it as an escape in double quotes ("\\u${code}")`,
  })
  return false
}
