import { describe, expect, test } from 'vitest'
import { compile } from '../config-src/compiler/compile.ts'
import type { Diagnostic } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { applyFixes } from '../config-src/compiler/diagnostics/fix.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import { casesIn, readIn } from './fixtures.ts'

const file = '.circleci/config.yml'
const texts = [
  ...rules.map(({ bad, id }) => ({ name: `the bad example of ${id}`, text: bad })),
  ...casesIn('rules').map(({ name, folder }) => ({ name, text: readIn(folder, 'input.yml') ?? '' })),
]

function check(text: string): readonly Diagnostic[] {
  return compile(text, { file, rules: { rules, level: 'pedantic' } }).diagnostics
}

function sameAs({ rule, message }: Diagnostic): (other: Diagnostic) => boolean {
  return other => other.rule === rule && other.message === message
}

function errorsIn(found: readonly Diagnostic[]): string[] {
  return found.filter(({ severity }) => severity === 'error').map(({ rule, message }) => `${rule}: ${message}`)
}

describe('after every fix', () => {
  test.for(texts)('$name: the file still parses, the complaint is gone, and no error has come', ({ text }) => {
    const before = check(text)
    for (const diagnostic of before) {
      if (!diagnostic.fix) continue
      const { text: mended, applied } = applyFixes(diagnostic.span.source, [diagnostic], ['safe', 'unsafe'])
      expect(applied).toEqual([diagnostic])
      const after = check(mended)
      const fewer = after.filter(sameAs(diagnostic)).length < before.filter(sameAs(diagnostic)).length
      expect(fewer, `${diagnostic.rule}: ${diagnostic.message}\n${mended}`).toBe(true)
      const known = errorsIn(before)
      expect(errorsIn(after).filter(error => !known.includes(error))).toEqual([])
    }
  })
})

describe('applying fixes', () => {
  const text = `version: 2.1 # the version
jobs:
  # what is tested
  test:
    docker: [{ image: "cimg/base:2024.11" }]
    steps:
      - run: docker login -u $U -p $P # the login
workflows:
  main:
    jobs:
      - test:
          # only what is released
          filters:
            branches: { only: /^release/ }
`

  test('keeps comments, quotes and layout', () => {
    const found = check(text)
    const source = found[0]?.span.source
    if (!source) throw new Error('nothing was found')
    expect(applyFixes(source, found, ['safe', 'unsafe']).text).toBe(
      text
        .replace('docker login -u $U -p $P', `printf '%s' "$P" | docker login -u $U --password-stdin`)
        .replace(/filters:\n.*\n/, "filters: 'pipeline.git.branch matches /^release/'\n"),
    )
  })

  test('leaves out what was not asked for', () => {
    const found = check(text)
    const source = found[0]?.span.source
    if (!source) throw new Error('nothing was found')
    const { applied } = applyFixes(source, found, ['unsafe'])
    expect(applied.map(({ rule }) => rule)).toEqual(['filter/unanchored-regex'])
  })
})
