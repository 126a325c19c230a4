import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { scriptOf } from '../../scripts/deploy/remote.ts'
import { root } from '../../scripts/root.ts'
import { installed } from '../installed.ts'
import { runWithInput } from '../run.ts'

const parts = readdirSync(join(root, 'scripts/deploy/remote')).map(name => name.replace(/\.sh$/, ''))
const scripts = parts.filter(name => name !== 'lib' && name !== 'switch')

describe.each(scripts)('%s', script => {
  const text = scriptOf({ script, args: [] })

  // SC1090: the files of secrets and settings that a script reads are made on the server.
  test.runIf(installed('shellcheck'))('passes shellcheck as POSIX sh', async () => {
    expect(
      await runWithInput('shellcheck', ['--shell=sh', '--severity=warning', '--exclude=SC1090', '-'], text),
    ).toEqual({
      exitCode: 0,
      output: '',
    })
  })

  test('is read by sh without complaint', async () => {
    expect(await runWithInput('sh', ['-n'], text)).toEqual({ exitCode: 0, output: '' })
  })

  test('fits in one argument', () => {
    expect(text.length).toBeLessThan(32 * 1024)
  })
})
