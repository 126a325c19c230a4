import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { copyOfRepository } from './gen-config/copy.ts'
import { readmeBlock, readmeExamples, readmeFiles } from './readme.ts'

/** What a test of the README may not do again: install, run every test, or touch the repository itself. */
const leftOut = /^(npm (ci|test|run bench)|git )/

/** What differs from run to run. */
function steady(output: string): string {
  return output.replace(/\d+\.\d+ s\b/g, '… s').trimEnd()
}

describe('the README', () => {
  const examples = readmeExamples().filter(({ command, output }) => output !== '' && !leftOut.test(command))

  test.each(examples)('$heading: $command', async ({ command, output }) => {
    const { folder } = copyOfRepository()
    for (const { name, text } of readmeFiles()) writeFileSync(join(folder, name), text)
    const { all } = await execa('bash', ['-c', command], { cwd: folder, all: true, reject: false })
    expect(steady(all)).toBe(steady(output))
  })

  test('there are examples that were run', () => {
    expect(examples.length).toBeGreaterThan(0)
  })

  test('every npm script that it names exists', async () => {
    const { read } = copyOfRepository()
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = [...read('README.md').matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(match => match[1]!)
    expect(named.filter(name => !(name in scripts))).toEqual([])
  })

  test('the pre-commit hook refuses a commit whose generated files are stale', async () => {
    const copy = copyOfRepository()
    const git = (...args: string[]) =>
      execa('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.org', ...args], {
        cwd: copy.folder,
        env: { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' },
        all: true,
        reject: false,
      })
    await git('init', '--quiet')
    mkdirSync(copy.path('.githooks'))
    writeFileSync(copy.path('.githooks/pre-commit'), readmeBlock('When `--check` fails', 'sh'))
    chmodSync(copy.path('.githooks/pre-commit'), 0o755)
    await git('config', 'core.hooksPath', '.githooks')
    expect(await git('commit', '--allow-empty', '--message', 'current')).toMatchObject({ exitCode: 0 })
    writeFileSync(copy.path('generated/config.yml'), '# mine\n')
    const refused = await git('commit', '--allow-empty', '--message', 'stale')
    expect(refused.exitCode).toBe(1)
    expect(refused.all).toContain('run "npm run gen-config" and commit what it changes')
  })
})
