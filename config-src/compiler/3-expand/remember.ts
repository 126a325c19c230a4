/** Texts longer than this are rare, and not worth keeping. */
const longest = 10_000

/**
 * Gives a function of a text a memory of the last answers, which must not depend on anything but the text: the phases, the
 * rules and one file after the other ask for the same templates and patterns. It is emptied when it holds `most` answers.
 */
export function remember<T>(find: (text: string) => T, most = 300): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const before = known.get(text)
    if (before !== undefined) return before
    const found = find(text)
    if (text.length > longest) return found
    if (known.size >= most) known.clear()
    known.set(text, found)
    return found
  }
}
