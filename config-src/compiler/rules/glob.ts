/** Whether a text fits a pattern in which `*` stands for any stretch; capital letters make no difference. */
export function matchesGlob(text: string, pattern: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 'is').test(text)
}

/** Whether a text fits one of several patterns. */
export function matchesAny(text: string, patterns: readonly string[]): boolean {
  return patterns.some(pattern => matchesGlob(text, pattern))
}
