import { describe as suite, test } from 'vitest'
import { describe } from '../config-src/compiler/4-plan/language/describe.ts'
import { type Language, Languages } from '../config-src/compiler/4-plan/language/languages.ts'
import { witness } from '../config-src/compiler/4-plan/language/witness.ts'
import { casesIn, expectText, readIn } from './fixtures.ts'

const noun = { one: 'branch', many: 'branches' }
const languages = new Languages()

/**
 * A line of `input.txt` is a set of names: words, `/patterns/`, `not`, `and`, `or`, `but` from left to right. Behind a `;`
 * stand the patterns and names that a config has. What is read of it is its description and a name in it.
 */
suite('sets of names', () => {
  test.for(casesIn('names', 'input.txt'))('$name', ({ folder }) => {
    const lines = (readIn(folder, 'input.txt') ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))
    expectText(folder, 'expected.txt', lines.map(said).join('\n'))
  })
})

function said(line: string): string {
  const [set = '', known = ''] = line.split(';').map(part => part.trim())
  const words = known === '' ? [] : known.split(' ')
  const hints = words.filter(isPattern).map(text => ({ text, language: one(text) }))
  const preferred = words.filter(word => !isPattern(word))
  const language = read(set.split(' '))
  return `${line}\n  = ${describe(languages, language, { hints, noun })}\n  e.g. ${witness(languages, language, preferred) ?? 'nothing'}\n`
}

function read(words: readonly string[]): Language {
  let language = languages.all
  let join = 'and'
  let isNegated = false
  for (const word of words) {
    if (word === 'not') isNegated = true
    else if (word === 'and' || word === 'or' || word === 'but') join = word
    else {
      const next = isNegated ? languages.complement(one(word)) : one(word)
      if (join === 'or') language = languages.union(language, next)
      else language = join === 'but' ? languages.without(language, next) : languages.intersect(language, next)
      isNegated = false
    }
  }
  return language
}

function one(word: string): Language {
  return isPattern(word) ? languages.pattern(word.slice(1, -1), 'next') : languages.literal(word)
}

function isPattern(word: string): boolean {
  return word.length > 1 && word.startsWith('/') && word.endsWith('/')
}
