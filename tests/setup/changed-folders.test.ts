import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { changesSince, parametersFor } from '../../scripts/changed-folders/changed.ts'
import { runScript } from '../run.ts'

const watched = [
  { folder: 'puppetplays-web', parameter: 'web-changed' },
  { folder: 'puppetplays-admin', parameter: 'admin-changed' },
]
const everything = { 'web-changed': true, 'admin-changed': true }

/** A git repository with one commit, and a way to make more. */
async function repository() {
  const folder = mkdtempSync(join(tmpdir(), 'changed-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.org', '-c', 'init.defaultBranch=main']
  const git = async (...args: string[]) => (await execa('git', [...identity, ...args], { cwd: folder, env })).stdout
  const commit = async (...files: readonly string[]) => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `${file} ${Math.random()}\n`)
    }
    await git('add', '--all')
    await git('commit', '--quiet', '--allow-empty', '--message', 'a change')
    return git('rev-parse', 'HEAD')
  }
  await git('init', '--quiet')
  const base = await commit('README.md', 'puppetplays-web/a.js', 'puppetplays-admin/a.php')
  return { folder, git, commit, base }
}

describe('only what changed', () => {
  test.each([
    [['puppetplays-web/pages/index.js'], { 'web-changed': true, 'admin-changed': false }],
    [['puppetplays-admin/modules/a.php'], { 'web-changed': false, 'admin-changed': true }],
    [['puppetplays-web/b.js', 'puppetplays-admin/b.php'], everything],
    [['README.md'], { 'web-changed': false, 'admin-changed': false }],
    [['puppetplays-web-old/a.js', 'docs/puppetplays-admin/a.md'], { 'web-changed': false, 'admin-changed': false }],
    [['puppetplays-web/é "quoted"\nname.js'], { 'web-changed': true, 'admin-changed': false }],
    [['config-src/puppetplays/images.ts'], everything],
    [['package-lock.json'], everything],
  ])('%j', async (files, parameters) => {
    const { folder, commit, base } = await repository()
    await commit(...files)
    expect(parametersFor(await changesSince(base, folder), watched)).toEqual(parameters)
  })

  test('over several commits, and of a file that moved from one folder to the other', async () => {
    const { folder, git, commit, base } = await repository()
    await commit('README.md')
    renameSync(join(folder, 'puppetplays-web/a.js'), join(folder, 'puppetplays-admin/a.js'))
    await git('add', '--all')
    await commit()
    expect(parametersFor(await changesSince(base, folder), watched)).toEqual(everything)
  })
})

describe('everything, when nobody can tell', () => {
  test('the first build of a branch', async () => {
    const { folder } = await repository()
    expect(await expectEverything('', folder)).toBe(
      'there is no base revision: this is the first build of the branch, or not one of a push',
    )
  })

  test('a force-push', async () => {
    const { folder, git, commit } = await repository()
    const rewritten = await commit('puppetplays-web/b.js')
    await git('reset', '--quiet', '--hard', 'HEAD~1')
    await commit('puppetplays-web/c.js')
    expect(await expectEverything(rewritten, folder)).toMatch(
      /is not behind the checked out commit: the branch was rewritten$/,
    )
  })

  test('a base that the server no longer has', async () => {
    const { folder } = await repository()
    expect(await expectEverything('0123456789'.repeat(4), folder)).toMatch(
      /is not in the repository: the branch was rewritten$/,
    )
  })

  test('a shallow clone', async () => {
    const { folder, commit, base } = await repository()
    await commit('README.md')
    const clone = `${folder}-clone`
    onTestFinished(() => rmSync(clone, { recursive: true, force: true }))
    await execa('git', ['clone', '--quiet', '--depth', '1', `file://${folder}`, clone])
    expect(await expectEverything(base, clone)).toBe('the clone is shallow, so that the base may be missing from it')
  })

  test('the same revision again', async () => {
    const { folder, base } = await repository()
    expect(await expectEverything(base, folder)).toBe(
      'nothing differs from the base: somebody asked for this run again',
    )
  })

  test('a base that is no revision', async () => {
    const { folder } = await repository()
    expect(await expectEverything('--output=/tmp/x', folder)).toBe('the base "--output=/tmp/x" is not a revision')
  })

  test('no repository at all', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'changed-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    expect(await expectEverything('0123456', folder)).toMatch(/^git does not answer: /)
  })

  async function expectEverything(base: string, folder: string): Promise<string> {
    const changes = await changesSince(base, folder)
    expect(parametersFor(changes, watched)).toEqual(everything)
    return changes.known ? '' : changes.why
  }
})

test('the command writes the parameters and says why', async () => {
  expect(await runScript('changed-folders.ts', [])).toEqual({
    exitCode: 0,
    output: '{\n  "web-changed": true,\n  "admin-changed": true\n}',
  })
  const { exitCode, output } = await runScript('changed-folders.ts', ['--base', '', '--output', '/nowhere/at/all.json'])
  expect(exitCode).toBe(3)
  expect(output).toMatch(/^changed-folders: cannot write "\/nowhere\/at\/all.json": /)
})
