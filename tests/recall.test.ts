import { describe, expect, test } from 'vitest'
import { casesIn, readIn } from './fixtures.ts'
import { errorClasses } from './recall/classes.ts'

const cases = casesIn('check').map(({ name, folder }) => ({ name, reported: readIn(folder, 'expected.txt') ?? '' }))

/** The cases in the folder of a rule, where a user reads that rule as an error. */
function casesOf(rule: string): string[] {
  const isReported = (text: string) =>
    text.split('\n').some(line => /: error: /.test(line) && line.endsWith(`[${rule}]`))
  return cases
    .filter(({ name, reported }) => name.startsWith(`${rule}/`) && isReported(reported))
    .map(({ name }) => name)
}

describe('every class of errors of the server (S22.5) is found', () => {
  test.each(Object.entries(errorClasses))('%s in three cases or more', (_, { rules }) => {
    const found = rules.flatMap(casesOf)
    expect(found.length, `only ${found.join(', ') || 'none'}`).toBeGreaterThanOrEqual(3)
  })

  test.each(Object.entries(errorClasses))('%s in the words of the server', (_, { rules, says }) => {
    const texts = cases
      .filter(({ name }) => rules.some(rule => name.startsWith(`${rule}/`)))
      .map(({ reported }) => reported)
    expect(says.filter(words => !texts.some(text => text.toLowerCase().includes(words.toLowerCase())))).toEqual([])
  })

  test('every rule with cases that is no class of the server is a warning, a note or named here', () => {
    const classed = new Set(Object.values(errorClasses).flatMap(({ rules }) => rules))
    const rules = new Set(cases.map(({ name }) => name.split('/').slice(0, 2).join('/')))
    const loose = [...rules].filter(rule => !classed.has(rule) && casesOf(rule).length > 0)
    expect(loose).toEqual([])
  })
})
