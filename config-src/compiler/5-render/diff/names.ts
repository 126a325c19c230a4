import { describe, type Hint, wordsOf } from '../../4-plan/language/describe.ts'
import type { Language, Languages } from '../../4-plan/language/languages.ts'

/** What a set of names is said with. */
export interface Naming {
  readonly languages: Languages
  readonly hints: readonly Hint[]
}

const nouns = { branch: { one: 'branch', many: 'branches' }, tag: { one: 'tag', many: 'tags' } } as const

/** A set of names in a sentence: ``branch `develop` ``, ``branches `/release.*\/` ``, `every branch but develop`. */
export function said(language: Language, kind: 'branch' | 'tag', { languages, hints }: Naming): string {
  const noun = nouns[kind]
  if (language === languages.none) return `no ${noun.one}`
  const words = language === languages.all ? undefined : wordsOf(language)
  if (words) return `${words.length === 1 ? noun.one : noun.many} ${list(words.map(tick))}`
  const text = describe(languages, language, { hints, noun })
  if (text.startsWith('every ')) return text
  if (text.startsWith('names that ')) return `some ${noun.many}`
  return `${noun.many} ${tick(text)}`
}

/** Puts the user's words apart. */
export function tick(text: string): string {
  return text.includes('`') ? `"${text}"` : `\`${text}\``
}

/** `a`, `a and b`, `a, b and c`. */
export function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
