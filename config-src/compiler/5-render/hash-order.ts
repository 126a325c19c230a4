/**
 * Puts things into the order in which a Clojure hash map with string keys is walked (FACTS 3.3): a trie of 32 branches over
 * the Murmur3 hash of Java's `hashCode`, low bits first.
 */
export function hashOrder<T>(items: readonly T[], key: (item: T) => string): T[] {
  const hashed = items.map((item, place) => ({ item, place, hash: murmur3(javaHash(key(item))) }))
  hashed.sort((left, right) => comparePaths(left.hash, right.hash) || left.place - right.place)
  return hashed.map(({ item }) => item)
}

function comparePaths(left: number, right: number): number {
  for (let shift = 0; shift < 32; shift += 5) {
    const difference = ((left >>> shift) & 31) - ((right >>> shift) & 31)
    if (difference !== 0) return difference
  }
  return 0
}

/** `String.hashCode` of Java. */
function javaHash(text: string): number {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}

/** `Murmur3_32.hashInt` with seed 0; Clojure hashes 0 to 0. */
function murmur3(value: number): number {
  if (value === 0) return 0
  let k = Math.imul(value, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  let h = k
  h = (h << 13) | (h >>> 19)
  h = (Math.imul(h, 5) + 0xe6546b64) | 0
  h ^= 4
  h ^= h >>> 16
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  h ^= h >>> 16
  return h >>> 0
}
