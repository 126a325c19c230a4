import { describe, expect, test } from 'vitest'
import { casesIn } from './fixtures.ts'

const areas = ['check', 'expand', 'plan']
const names = areas.flatMap(area => casesIn(area).map(({ name }) => name))

/** Semantics S25 lists forty ways to misread a config; a case called `traps/NN-…` shows that each is read rightly. */
describe('every trap of the language', () => {
  test.each(Array.from({ length: 40 }, (_, i) => i + 1))('%i is shown by a case', number => {
    const prefix = `traps/${String(number).padStart(2, '0')}-`
    expect(names.filter(name => name.startsWith(prefix))).not.toEqual([])
  })
})
