import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { compile } from '../config-src/compiler/compile.ts'
import { formatText } from '../config-src/compiler/output/text.ts'
import { rules } from '../config-src/compiler/rules/list.ts'
import { root } from '../scripts/root.ts'
import { expectText, fixtures, readIn } from './fixtures.ts'

const folder = join(fixtures, 'puppetplays-before')

function check(text: string, file: string) {
  return compile(text, { file, rules: { rules, level: 'pedantic' } }).diagnostics
}

describe('the hand-written config that this project replaces', () => {
  const found = check(readIn(folder, 'input.yml') ?? '', '.circleci/config.yml')

  /** Every fault that the platform had, and the rule that finds it. */
  test.for([
    ['a test step could not fail', 'shell/masked-failure'],
    ['two branches reached staging', 'deploy/many-branches'],
    ['jobs leaned on the filter of another one', 'workflow/orphaned-by-filter'],
    ['a variable in "environment" was not replaced', 'env/not-interpolated'],
    ['a licence key stood in clear text', 'security/hardcoded-credential'],
    ['it logged in as root', 'security/root-login'],
    ['host keys were not checked', 'security/host-key-checking'],
    ['images floated', 'image/moving-tag'],
    ['images were old', 'image/stale'],
    ['one image waited for another one for no reason', 'workflow/needless-require'],
    ['the login was pasted', 'shell/repeated-script'],
    ['the password of the registry was an argument', 'security/password-argument'],
    ['everything was stopped first', 'deploy/stops-everything'],
    ['nothing looked whether it worked, or went back', 'deploy/no-rollback'],
    ['it deployed "latest"', 'deploy/floating-image'],
  ])('%s', ([, rule]) => {
    expect(found.map(it => it.rule)).toContain(rule)
  })

  test('is reported as people read it', () => expectText(folder, 'expected.txt', formatText(found)))
})

test.for(['.circleci/config.yml', 'generated/config.yml'])('nothing at all is found in %s, even --pedantic', file => {
  expect(formatText(check(readFileSync(join(root, file), 'utf8'), file))).toBe('')
})
