import { closest, distance } from 'fastest-levenshtein'

/** The candidate that a misspelt name most likely means, or undefined where none is near. */
export function suggest(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined
  const lower = name.toLowerCase()
  const best = closest(
    lower,
    candidates.map(candidate => candidate.toLowerCase()),
  )
  const found = candidates.find(candidate => candidate.toLowerCase() === best)
  if (found === undefined || found === name) return undefined
  // A third of the letters may differ: `checkuot` is `checkout`, but `lint` is not `unit`.
  const most = Math.max(1, Math.floor(Math.max(name.length, best.length) / 3))
  const differ = distance(lower, best)
  return differ <= most || (differ === 2 && sorted(lower) === sorted(best)) ? found : undefined
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
