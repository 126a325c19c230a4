import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlain, parseShell } from '../config-src/compiler/rules/facts/shell.ts'

const words = ['npm', 'test', '--x', '-', 'a=b', 'a+=b', '=', '==', '+', '@x', '%1', ':', '.', '..', '/', 'x:y', '1,2']
const gaps = [' ', '  ', '\n', '\n\n', '\n  ']
const script = fc.array(fc.constantFrom(...words, ...gaps), { maxLength: 12 }).map(parts => parts.join(''))

describe('a script of plain words', () => {
  test('is one that bash can read, so that it need not be parsed to know', () => {
    fc.assert(
      fc.property(script, text => {
        expect(isPlain(text)).toBe(true)
        expect(parseShell(text)).toBeDefined()
      }),
      { numRuns: 1000 },
    )
  })

  test.for(['if x', 'npm test; fi', 'case x in', 'a "b', 'a (b)', 'cat <<END', '{ x', 'do x', 'x || y'])(
    '%s is not one: it is parsed',
    text => {
      expect(isPlain(text)).toBe(false)
    },
  )
})
