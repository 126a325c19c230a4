import type { DFA } from 'refa'
import { TooHard } from './automaton.ts'
import type { Language, Languages } from './languages.ts'
import { witness } from './witness.ts'

/** A pattern or a name as the config writes it, and the names it stands for. */
export interface Hint {
  readonly text: string
  readonly language: Language
}

/** What the names are, in one word and in many: `branch`, `branches`. */
export interface Noun {
  readonly one: string
  readonly many: string
}

/** More names than that are not listed. */
const mostListed = 6

/** More hints than that are not tried in pairs. */
const mostAround = 8

/**
 * A set of names in the simplest form found: `none`, `every branch`, `develop`, `every branch but develop and master`,
 * `/release-\d+/`, names that begin alike; with the patterns that the config itself wrote, where they say it.
 */
export function describe(
  languages: Languages,
  language: Language,
  as: { readonly hints: readonly Hint[]; readonly noun: Noun },
): string {
  if (language === languages.none) return 'none'
  if (language === languages.all) return `every ${as.noun.one}`
  try {
    const said = described(languages, language, as)
    if (said !== undefined) return said
  } catch (cause) {
    if (!(cause instanceof TooHard)) throw cause
  }
  return `some ${as.noun.many}, such as ${witness(languages, language, [])}`
}

function described(
  languages: Languages,
  language: Language,
  { hints, noun }: { hints: readonly Hint[]; noun: Noun },
): string | undefined {
  const plain = list(language) ?? same(language, hints) ?? cover(languages, language, hints)
  if (plain !== undefined) return plain
  const rest = languages.complement(language)
  const left = list(rest) ?? same(rest, hints) ?? cover(languages, rest, hints)
  if (left !== undefined) return `every ${noun.one} but ${left}`
  return (
    difference(languages, language, hints) ??
    overlap(languages, language, hints) ??
    beginning(languages, language, noun)
  )
}

/** The names of a small set. */
function list(language: Language): string | undefined {
  const words = wordsOf(language)
  return words && join(words)
}

/** All words of a set, if they are few. */
export function wordsOf({ words, isRest }: Language): readonly string[] | undefined {
  return words && !isRest && words.size <= mostListed ? [...words].sort() : undefined
}

function same(language: Language, hints: readonly Hint[]): string | undefined {
  return hints.find(hint => hint.language === language)?.text
}

/** Hints that are together all of the set: the largest ones first, as few as do. */
function cover(languages: Languages, language: Language, hints: readonly Hint[]): string | undefined {
  const parts = hints.filter(hint => hint.language !== languages.none && languages.includes(language, hint.language))
  const maximal = parts.filter(
    (hint, index) =>
      !parts.some(other => other.language !== hint.language && languages.includes(other.language, hint.language)) &&
      parts.findIndex(other => other.language === hint.language) === index,
  )
  let covered = languages.none
  for (const { language: part } of maximal) covered = languages.union(covered, part)
  const gap = covered === language ? languages.none : languages.without(language, covered)
  const words = gap === languages.none ? [] : wordsOf(gap)
  if (words === undefined || maximal.length + words.length === 0 || maximal.length + words.length > mostListed)
    return undefined
  return join([...words, ...maximal.map(({ text }) => text)])
}

/** `every branch that begins with "release/"`. */
function beginning(languages: Languages, language: Language, noun: Noun): string | undefined {
  const prefix = prefixOf(language.automaton)
  if (prefix === '') return undefined
  const all = languages.pattern(`${quoteRegex(prefix)}.*`, 'next')
  if (all === language) return `/${quoteRegex(prefix)}.*/`
  const missing = languages.includes(all, language) ? wordsOf(languages.without(all, language)) : undefined
  return missing && `every ${noun.one} that begins with "${prefix}" but ${join(missing)}`
}

/** The characters that all words begin with. */
function prefixOf(automaton: DFA): string {
  let node: DFA.ReadonlyNode = automaton.initial
  let prefix = ''
  while (!automaton.finals.has(node as DFA.Node) && prefix.length < 100) {
    const [edge, ...others] = node.out
    if (edge === undefined || others.length > 0 || edge[0].min !== edge[0].max) return prefix
    prefix += String.fromCodePoint(edge[0].min)
    node = edge[1]
  }
  return prefix
}

/** A hint without others: `/release.*` but `release-old`. */
function difference(languages: Languages, language: Language, hints: readonly Hint[]): string | undefined {
  for (const hint of hints) {
    if (!languages.includes(hint.language, language)) continue
    const rest = languages.without(hint.language, language)
    const left = list(rest) ?? same(rest, hints) ?? cover(languages, rest, hints)
    if (left !== undefined) return `${hint.text} but ${left}`
  }
  return undefined
}

/** What two hints have in common: filters of two jobs in a row. */
function overlap(languages: Languages, language: Language, hints: readonly Hint[]): string | undefined {
  const around = hints.filter(hint => languages.includes(hint.language, language)).slice(0, mostAround)
  for (const [at, one] of around.entries()) {
    for (const other of around.slice(at + 1)) {
      if (languages.intersect(one.language, other.language) === language)
        return `${one.text} that match ${other.text} too`
    }
  }
  return undefined
}

function quoteRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}

function join(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
