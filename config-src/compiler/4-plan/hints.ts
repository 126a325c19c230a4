import type { Filters, Matcher, Section } from '../3-expand/filter/read.ts'
import type { Profile } from '../3-expand/scope.ts'
import { TooHard } from './language/automaton.ts'
import type { Hint } from './language/describe.ts'
import type { Languages } from './language/languages.ts'

/** The patterns of branch or tag filters as the config writes them, with the names they stand for. */
export function hintsOf(
  filters: readonly (Filters | undefined)[],
  languages: Languages,
  profile: Profile,
): readonly Hint[] {
  const found = new Map<string, Hint>()
  for (const { text, source } of filters.flatMap(matchersOf)) {
    if (found.has(text)) continue
    try {
      found.set(text, { text, language: languages.pattern(source, profile) })
    } catch (cause) {
      // What is too hard to follow helps nobody to say a set.
      if (!(cause instanceof TooHard)) throw cause
    }
  }
  return [...found.values()]
}

function matchersOf(filters: Filters | undefined): readonly Matcher[] {
  if (filters?.kind !== 'map') return []
  return [filters.branches, filters.tags].flatMap(patternsOf)
}

function patternsOf(section: Section | undefined): readonly Matcher[] {
  return [...(section?.only ?? []), ...(section?.ignore ?? [])].filter(({ kind }) => kind === 'pattern')
}
