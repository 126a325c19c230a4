import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import { installed } from '../installed.ts'
import { runWithInput } from '../run.ts'
import { emitted, scriptsOf } from './emitted.ts'

const scripts = ['.circleci/config.yml', 'generated/config.yml'].flatMap(path =>
  scriptsOf(emitted(path)).map(script => ({ ...script, path })),
)

test.runIf(installed('shellcheck'))('what CI runs passes shellcheck', async () => {
  expect(await runWithInput('shellcheck', [join(root, '.ci/run')], '')).toEqual({ exitCode: 0, output: '' })
})

describe('scripts of run steps', () => {
  test.each(scripts)('$path $owner "$name" is bash', async ({ command }) => {
    expect(await runWithInput('bash', ['-n'], command)).toEqual({ exitCode: 0, output: '' })
  })

  test.runIf(installed('shellcheck')).each(scripts)('$path $owner "$name" passes shellcheck', async ({ command }) => {
    expect(await runWithInput('shellcheck', ['--shell=bash', '-'], command)).toEqual({ exitCode: 0, output: '' })
  })
})
