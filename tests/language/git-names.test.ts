import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import {
  codePoints,
  complement,
  fingerprint,
  fromPattern,
} from '../../config-src/compiler/4-plan/language/automaton.ts'
import { gitNames, isGitName } from '../../config-src/compiler/4-plan/language/git-names.ts'

const parts = [
  'a',
  'l',
  '/',
  '.',
  '@',
  '{',
  '.lock',
  '.loc',
  '..',
  '//',
  '~',
  '^',
  ':',
  '?',
  '*',
  '[',
  '\\',
  ' ',
  'é',
  '{@',
]
const names = [
  '',
  ...parts,
  ...parts.flatMap(one => parts.flatMap(other => [one + other, `${one}${other}x`, `x${one}${other}`])),
]

/** The rules of git once more, as one pattern. */
const refused =
  '(?:[/.]).*|.*(?:[\\x00-\\x20\\x7f~^:?*\\[\\\\\\ud800-\\udfff]|\\.\\.|@\\{|//|/\\.|\\.lock/).*|.*(?:[/.]|\\.lock)|'

describe('the names that git allows', () => {
  test('the automaton that is written down is the one of the rules', () => {
    expect(fingerprint(gitNames())).toBe(fingerprint(complement(fromPattern(refused, 'su'))))
  })

  test('text and automaton agree', () => {
    const automaton = gitNames()
    for (const name of names) expect([name, automaton.test(codePoints(name))]).toEqual([name, isGitName(name)])
  })

  test('and git says so itself', () => {
    // One process for all: a name that git refuses is left out of the answer.
    const script =
      'while IFS= read -r name; do git check-ref-format "refs/heads/$name" && printf "%s\\n" "$name"; done; true'
    const answer = execFileSync('bash', ['-c', script], { input: `${names.join('\n')}\n`, encoding: 'utf8' })
    const allowed = answer.split('\n').filter(name => name !== '')
    expect(names.filter(isGitName)).toEqual(allowed)
  })
})
