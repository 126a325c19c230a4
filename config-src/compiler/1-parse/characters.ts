/** The code of a tab. */
export const TAB = 0x09
/** The code of a space. */
export const SPACE = 0x20
const LF = 0x0a
const CR = 0x0d

/** Whether a code begins a line break. A lone `\r` is one too, but `normalizeBreaks` has made it a `\n` before anything reads. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR
}

/** Whether a code is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB
}

/** Whether a code separates tokens: a blank, a line break, or the end of the text (NaN). */
export function isSeparator(code: number): boolean {
  return code === SPACE || code === LF || code === TAB || code === CR || Number.isNaN(code)
}

/** The offset behind the line break at `at`, or `at` where there is none; `\r\n` is one break. */
export function skipBreak(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code === LF) return at + 1
  if (code !== CR) return at
  return text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

/** The offset of the line break, or of the end of the text, at or behind `at`. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  if (end < 0) return text.length
  return end > at && text.charCodeAt(end - 1) === CR ? end - 1 : end
}

/** Writes the rarer line breaks of YAML 1.1, a lone `\r` and NEL, as `\n`: offsets stay what they are. */
export function normalizeBreaks(text: string): string {
  return RARE_BREAK.test(text) ? text.replace(/\r(?!\n)|\x85/g, '\n') : text
}

const RARE_BREAK = /\r(?!\n)|\x85/

/** Whether the line that starts at `at` is `---` or `...`, the marks between documents. */
export function isDocumentMark(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code !== 0x2d && code !== 0x2e) return false
  return text.charCodeAt(at + 1) === code && text.charCodeAt(at + 2) === code && isSeparator(text.charCodeAt(at + 3))
}
