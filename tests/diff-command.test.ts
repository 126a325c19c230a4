import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../scripts/root.ts'

const old = `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps: [{ run: yarn test }]
workflows:
  main:
    jobs: [test]
`
const changed = old.replace('yarn test', 'yarn test --ci')

/** A project whose config changed since its only commit. */
const project = mkdtempSync(join(tmpdir(), 'circlec-diff-'))
const outside = mkdtempSync(join(tmpdir(), 'circlec-outside-'))

async function diff(...args: readonly string[]) {
  const start = [join(root, 'scripts/run.mjs'), 'circlec', 'diff', ...args]
  const { exitCode, all: output } = await execa('node', start, { cwd: project, all: true, reject: false })
  return { exitCode, output }
}

beforeAll(async () => {
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: project })
  mkdirSync(join(project, '.circleci'))
  mkdirSync(join(project, 'generated'))
  for (const name of ['.circleci/config.yml', 'generated/config.yml', 'gone.yml'])
    writeFileSync(join(project, name), old)
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'first')
  writeFileSync(join(project, 'generated/config.yml'), changed)
  rmSync(join(project, 'gone.yml'))
  writeFileSync(join(project, 'new.yml'), changed)
  writeFileSync(join(project, 'broken.yml'), 'version: 2.1\njobs: {\n')
  writeFileSync(join(outside, 'secret.yml'), old)
  symlinkSync(join(outside, 'secret.yml'), join(project, 'link.yml'))
  return () => {
    rmSync(project, { recursive: true })
    rmSync(outside, { recursive: true })
  }
})

describe('circlec diff', () => {
  test('compares both configs of the working tree with a revision', async () => {
    expect(await diff('--base', 'main')).toEqual({
      exitCode: 0,
      output: `.circleci/config.yml: same behaviour

generated/config.yml:

Jobs
  ~ \`test\`
      steps
          - run:
        -     command: yarn test
        +     command: yarn test --ci

0 jobs added, 1 changed, 0 removed; reach of 0 jobs changed`,
    })
  })

  test('a file that is new, and one that is gone', async () => {
    const { output } = await diff('--base', 'HEAD', 'new.yml', 'gone.yml')
    expect(output).toContain('+ `test` added in workflow `main`')
    expect(output).toContain('- `test` removed from workflow `main`')
  })

  test('two files, a file of a revision, and two revisions', async () => {
    expect((await diff('.circleci/config.yml', 'new.yml')).output).toContain('1 changed')
    expect((await diff('main:gone.yml', 'new.yml')).output).toContain('1 changed')
    expect((await diff('HEAD', 'main')).output).toBe(
      '.circleci/config.yml: same behaviour\n\ngenerated/config.yml: same behaviour',
    )
  })

  test.each([
    [0, ['--base', 'main']],
    [1, ['--base', 'main', '--exit-code']],
    [0, ['--exit-code', 'main:gone.yml', '.circleci/config.yml']],
    [2, ['new.yml']],
    [2, ['--base', 'nothing']],
    [2, ['--base=--output=x']],
    [2, ['new.yml', 'nothing.yml']],
    [2, ['main:nothing.yml', 'new.yml']],
    [2, ['--base', 'main', '.']],
    [2, ['--format', 'xml', '--base', 'main']],
    [3, ['new.yml', 'broken.yml']],
  ] as const)('exit code %i: %j', async (exitCode, args) => {
    expect(await diff(...args)).toMatchObject({ exitCode })
  })

  test.each([['../config.yml'], ['/etc/hosts'], ['link.yml']])('a path that leaves the project: %s', async path => {
    expect(await diff('--base', 'main', path)).toEqual({
      exitCode: 2,
      output: `circlec: ${path} is outside of the project, so git has no other revision of it`,
    })
  })

  test('JSON says its version', async () => {
    const { output } = await diff('--base', 'main', '--format', 'json')
    const { version, comparisons } = JSON.parse(output) as { version: number; comparisons: { jobs: unknown[] }[] }
    expect(version).toBe(1)
    expect(comparisons.map(({ jobs }) => jobs.length)).toEqual([0, 1])
  })

  test('Markdown folds the details away', async () => {
    const { output } = await diff('--base', 'main', '--format', 'markdown')
    expect(output).toContain('<details><summary>Jobs (1)</summary>')
  })
})
