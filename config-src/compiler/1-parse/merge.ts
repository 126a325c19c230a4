import type { Span } from '../diagnostics/diagnostic.ts'
import { type Composer, complain, refuse } from './composer.ts'
import { formatFloat } from './float.ts'
import type { Entry, MapNode, Node, ScalarNode } from './node.ts'
import { scalarNode } from './resolve.ts'

/** A map whose entries are still coming in. */
export interface OpenMap {
  readonly composer: Composer
  readonly entries: Entry[]
  /** The place of each key; only where there are too many to look through. */
  places: Map<string, number> | undefined
  /** The keys that merging brought, which an own key overrides without complaint. */
  merged: Set<string> | undefined
  /** Entries whose key came again. */
  lost: Set<Entry> | undefined
  templated: boolean
}

/** Up to here looking through the entries is faster than a hash table. */
const FEW = 12

/** Starts a map. */
export function openMap(composer: Composer): OpenMap {
  return { composer, entries: [], places: undefined, merged: undefined, lost: undefined, templated: false }
}

/** Ends a map. */
export function closeMap(map: OpenMap, span: Span): MapNode {
  const { lost } = map
  const entries = lost ? map.entries.filter(entry => !lost.has(entry)) : map.entries
  return { kind: 'map', entries, span, templated: map.templated }
}

/**
 * Adds a key and its value in SnakeYAML's order: what `<<` merges stands where `<<` stands, an own key overrides in
 * place whether it comes before or after, and of two own keys the last one stays, where it stands (S2.3, S2.7).
 */
export function addEntry(map: OpenMap, keyNode: Node, value: Node) {
  if (keyNode.kind !== 'scalar') return addEntry(map, refuseKey(map.composer, keyNode), value)
  if (keyNode.style === 'plain' && keyNode.text === '<<') return merge(map, keyNode, value)
  const entry: Entry = { key: keyText(keyNode), keyNode, value }
  map.templated ||= keyNode.templated || value.templated
  const place = placeOf(map, entry.key)
  if (place < 0) return append(map, entry)
  const earlier = map.entries[place]!
  if (map.merged?.delete(entry.key)) map.entries[place] = entry
  else {
    map.lost ??= new Set()
    map.lost.add(earlier)
    append(map, entry)
    warnDuplicate(map.composer, entry, earlier)
  }
}

/** The key of a map as text: `on` is the boolean true, and so the key "true" (S2.10). */
export function keyText(key: ScalarNode): string {
  if (key.type === 'string') return key.value
  return key.type === 'float' ? formatFloat(key.value) : String(key.value)
}

function merge(map: OpenMap, key: ScalarNode, value: Node) {
  const sources = value.kind === 'seq' ? value.items : [value]
  for (const source of sources) {
    if (source.kind === 'map') mergeMap(map, source)
    else refuseMerge(map.composer, key, source)
  }
}

function mergeMap(map: OpenMap, source: MapNode) {
  map.merged ??= new Set()
  for (const entry of source.entries) {
    if (placeOf(map, entry.key) >= 0) continue
    append(map, entry)
    map.merged.add(entry.key)
    map.templated ||= entry.keyNode.templated || entry.value.templated
  }
}

function append(map: OpenMap, entry: Entry) {
  const { entries } = map
  if (map.places) map.places.set(entry.key, entries.length)
  else if (entries.length >= FEW) {
    map.places = new Map(entries.map((earlier, place) => [earlier.key, place]))
    map.places.set(entry.key, entries.length)
  }
  entries.push(entry)
}

function placeOf(map: OpenMap, key: string): number {
  if (map.places) return map.places.get(key) ?? -1
  for (let i = map.entries.length - 1; i >= 0; i--) if (map.entries[i]!.key === key) return i
  return -1
}

function warnDuplicate(c: Composer, entry: Entry, earlier: Entry) {
  complain(c, {
    rule: 'yaml/duplicate-key',
    severity: 'warning',
    message: `the key "${entry.key}" stands twice in this map: only the last value counts`,
    span: entry.keyNode.span,
    related: [{ message: 'the value of this one is lost', span: earlier.keyNode.span }],
    help: 'remove one of the two, or rename it',
  })
}

function refuseKey(c: Composer, key: Node): ScalarNode {
  const braces = c.source.text.startsWith('{{', key.span.start - 1)
  refuse(c, {
    rule: 'yaml/complex-key',
    message: `a ${key.kind === 'map' ? 'map' : 'list'} stands where the key of a map is expected`,
    span: key.span,
    related: [],
    help: braces
      ? 'put a value that begins with "{{" in quotes'
      : 'a key is a text: if a text was meant, put it in quotes',
  })
  return scalarNode('', 'plain', key.span)
}

function refuseMerge(c: Composer, key: ScalarNode, found: Node) {
  const what = found.kind === 'scalar' ? `"${found.text}"` : 'a list'
  // What an alias brought stands elsewhere: then the complaint is of the "<<".
  const here = found.span.start > key.span.start
  refuse(c, {
    rule: 'yaml/merge-value',
    message: `expected a mapping or list of mappings for merging, but found ${what}`,
    span: here ? found.span : key.span,
    related: here ? [] : [{ message: 'this is what the alias stands for', span: found.span }],
    help: 'the key "<<" merges the keys of other maps ("<<: *name"); a list cannot be spliced into a list',
  })
}
