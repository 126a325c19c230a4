import { closest, distance } from 'fastest-levenshtein'

/** More names than these are not compared letter by letter: thousands of faults among thousands of names take too long. */
const mostCompared = 200

/** Longer names are texts. */
const longestCompared = 200

/** Names for a message, which shows the first of them. */
export function listed(names: readonly string[], most = 20): string {
  if (names.length <= most) return names.join(', ') || 'none'
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}

/** The candidate that a misspelt name most likely means, or undefined where none is near. */
export function suggest(name: string, all: readonly string[]): string | undefined {
  const candidates = all.length > mostCompared ? all.filter(one => isLike(one, name)).slice(0, mostCompared) : all
  if (candidates.length === 0 || name.length > longestCompared) return undefined
  const lower = name.toLowerCase()
  const best = closest(
    lower,
    candidates.map(candidate => candidate.toLowerCase()),
  )
  const found = candidates.find(candidate => candidate.toLowerCase() === best)
  if (found === undefined || found === name) return undefined
  // A third of the letters may differ: `checkuot` is `checkout`, but `lint` is not `unit`.
  const most = Math.max(1, Math.floor(Math.max(name.length, best.length) / 3))
  return distance(lower, best) <= most || isSlip(lower, best) ? found : undefined
}

/** Whether two words differ by one letter, or by two that changed places. */
export function isSlip(one: string, other: string): boolean {
  const differ = distance(one, other)
  return differ === 1 || (differ === 2 && sorted(one) === sorted(other))
}

/** Whether it is worth comparing two words letter by letter. */
function isLike(one: string, other: string): boolean {
  return one[0] === other[0] && Math.abs(one.length - other.length) < 2
}

/** The letters of a word in order: two words with the same ones differ by letters that changed places. */
function sorted(word: string): string {
  return [...word].sort().join('')
}

/** `did you mean "x"?`, or undefined where nothing is near. */
export function didYouMean(name: string, candidates: readonly string[]): string | undefined {
  const found = suggest(name, candidates)
  return found === undefined ? undefined : `did you mean "${found}"?`
}
