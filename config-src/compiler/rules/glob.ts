/** Whether a text fits a pattern in which `*` stands for any stretch; capital letters make no difference. */
export function matchesGlob(text: string, pattern: string): boolean {
  const lower = text.toLowerCase()
  const parts = pattern.toLowerCase().split('*')
  const last = parts.pop() ?? ''
  const first = parts.shift()
  if (first === undefined) return lower === last
  if (!lower.startsWith(first) || lower.length < first.length + last.length) return false
  let at = first.length
  for (const part of parts) {
    const found = lower.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at <= lower.length - last.length && lower.endsWith(last)
}

/** Whether a text fits one of several patterns. */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => matchesGlob(text, pattern))
}
