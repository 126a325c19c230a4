import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { stateOf } from '../../scripts/gen-config/disk.ts'
import { writeAll } from '../../scripts/gen-config/write.ts'
import { root } from '../../scripts/root.ts'
import { expectText } from '../fixtures.ts'
import { runScript } from '../run.ts'
import { copyOfRepository, generated, snapshot, writtenAt } from './copy.ts'

const seconds = /\d+\.\d\d s/

describe('gen-config writes', () => {
  test('everything on a fresh clone, and nothing the second time', async () => {
    const copy = copyOfRepository()
    rmSync(copy.path('generated'), { recursive: true })
    rmSync(copy.path('.circleci'), { recursive: true })
    const first = await copy.genConfig()
    expect(first.exitCode).toBe(0)
    expect(first.output.replace(seconds, '… s')).toBe(
      [
        ...generated.map(name => `wrote      ${name}`),
        `${generated.length} written, 0 unchanged, 0 removed in … s`,
      ].join('\n'),
    )
    const before = generated.map(name => writtenAt(copy, name))
    const second = await copy.genConfig()
    expect(second.output.replace(seconds, '… s')).toBe(
      [
        ...generated.map(name => `unchanged  ${name}`),
        `0 written, ${generated.length} unchanged, 0 removed in … s`,
      ].join('\n'),
    )
    expect(generated.map(name => writtenAt(copy, name))).toEqual(before)
  })

  test('the same bytes in every locale, time zone and working directory', async () => {
    const copy = copyOfRepository()
    for (const name of generated) rmSync(copy.path(name))
    const env = { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Pacific/Kiritimati' }
    const { exitCode } = await runScript('gen-config.ts', [], { folder: copy.folder, cwd: '/', env })
    expect(exitCode).toBe(0)
    const { output } = await runScript('gen-config.ts', ['--check'])
    expect(output).toBe(`all ${generated.length} generated files are current`)
    const here = snapshot(copyOfRepository())
    expect(snapshot(copy)).toEqual(here)
  })

  test('only what changed, and removes what nothing generates any more', async () => {
    const copy = copyOfRepository()
    appendFileSync(copy.path('generated/config.yml'), '# mine\n')
    writeFileSync(copy.path('generated/compose.old.yml'), 'services: {}\n')
    const untouched = writtenAt(copy, 'generated/compose.staging.yml')
    const { output } = await copy.genConfig()
    const others = generated.filter(name => name !== 'generated/config.yml')
    expect(output.replace(seconds, '… s')).toBe(
      [
        'wrote      generated/config.yml',
        ...others.map(name => `unchanged  ${name}`),
        'removed    generated/compose.old.yml (nothing generates it)',
        `1 written, ${others.length} unchanged, 1 removed in … s`,
        '',
        'generated/config.yml: same behaviour',
      ].join('\n'),
    )
    expect(writtenAt(copy, 'generated/compose.staging.yml')).toBe(untouched)
    expect(Object.keys(snapshot(copy))).not.toContain('generated/compose.old.yml')
  })

  test('nothing when the records hold a mistake, and says it in one sentence', async () => {
    const copy = copyOfRepository()
    const before = snapshot(copy)
    const records = copy.read('config-src/puppetplays/environments.ts').replace("branch: 'develop'", "branch: 'master'")
    writeFileSync(copy.path('config-src/puppetplays/environments.ts'), records)
    expect(await copy.genConfig()).toEqual({
      exitCode: 1,
      output: `gen-config: environment "production": its branch "master" is already that of environment "staging"\nnothing was written`,
    })
    expect(snapshot(copy)).toEqual(before)
  })

  test('what changed in behaviour, risks first', async () => {
    const copy = copyOfRepository()
    const before = copy.read('generated/config.yml')
    const narrower = before.replace(/(- deploy-staging:[\s\S]*?filters: ).*/, '$1pipeline.git.branch == "dev"')
    writeFileSync(copy.path('generated/config.yml'), narrower)
    const { output } = await copy.genConfig()
    expect(output).toContain(
      [
        'generated/config.yml:',
        'Risks',
        '  ! `deploy-staging` is now also reachable from branch `develop`',
        '',
        '0 jobs added, 1 changed, 0 removed; reach of 1 job changed',
      ].join('\n'),
    )
  })

  test('nothing when the records break the policy, and names a branch or a tag that shows it', async () => {
    const copy = copyOfRepository()
    const before = snapshot(copy)
    const path = 'config-src/model/continuation.ts'
    // A deploy that forgets its approval, and a filter that lets every branch through that begins like the right one.
    const source = copy
      .read(path)
      .replace('requires: [hold],\n    contexts', 'requires: before,\n    contexts')
      .replace(
        '`pipeline.git.branch == "${environment.branch}"`',
        '`pipeline.git.branch starts-with "${environment.branch}"`',
      )
    expect(source).not.toBe(copy.read(path))
    writeFileSync(copy.path(path), source)
    const { exitCode, output } = await copy.genConfig()
    expect(exitCode).toBe(1)
    expectText(join(root, 'tests/fixtures/gen-config'), 'policy-broken.out', `${output}\n`)
    expect(snapshot(copy)).toEqual(before)
  })

  test('nothing when the disk refuses, and brings back what was replaced already', async () => {
    const copy = copyOfRepository()
    appendFileSync(copy.path('generated/config.yml'), '# mine\n')
    const before = snapshot(copy)
    const artifacts = [
      { path: 'generated/config.yml', text: 'new: 1\n' },
      { path: 'generated/new.yml', text: 'new: 2\n' },
      { path: 'generated/last.yml', text: 'new: 3\n' },
    ]
    const state = await stateOf(copy.folder, artifacts)
    // A folder took the place of the last file after the disk was read: its rename must fail, after two that did not.
    mkdirSync(join(copy.folder, 'generated/last.yml/in the way'), { recursive: true })
    await expect(writeAll(copy.folder, { ...state, extra: [] })).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/)
    rmSync(copy.path('generated/last.yml'), { recursive: true })
    expect(snapshot(copy)).toEqual(before)
  })

  test('a failure of the disk is a sentence, and exit code 3', async () => {
    const copy = copyOfRepository()
    rmSync(copy.path('generated/config.yml'))
    mkdirSync(copy.path('generated/config.yml'))
    const { exitCode, output } = await copy.genConfig()
    expect(exitCode).toBe(3)
    expect(output).toBe('gen-config: EISDIR: illegal operation on a directory, read\nevery file is as it was before')
  })
})

describe('gen-config is used wrongly', () => {
  test.each([['--chek'], ['--check', 'more'], ['generated']])('%s %s', async (...args) => {
    const { exitCode, output } = await runScript('gen-config.ts', args)
    expect(exitCode).toBe(2)
    expect(output).toMatch(/^error: /)
  })

  test('--help shows examples and exit codes', async () => {
    const { exitCode, output } = await runScript('gen-config.ts', ['--help'])
    expect(exitCode).toBe(0)
    expect(output).toContain('npm run gen-config -- --check')
    expect(output).toContain('Exit codes:')
  })
})
