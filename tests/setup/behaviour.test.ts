import { readFileSync } from 'node:fs'
import { execa } from 'execa'
import { describe, expect, test } from 'vitest'
import { copyOfRepository } from '../gen-config/copy.ts'
import { emitted, scriptsOf } from '../pipeline/emitted.ts'

const script = scriptsOf(emitted('.circleci/config.yml')).find(({ name }) => name === 'Say what changes in behaviour')

/** Runs the step as CircleCI would, on a branch, and reads what it leaves. `target` is a branch of the remote that is there. */
async function behaviourOn(
  branch: string,
  { target, before = '' }: { target?: string; before?: string },
): Promise<string> {
  const { folder, path } = copyOfRepository()
  const env = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', CIRCLE_BRANCH: branch, BEFORE: before }
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { cwd: folder, env })
  await git('init', '--quiet')
  await git('add', '.circleci', 'generated')
  await git('commit', '--quiet', '--message', 'first')
  if (target !== undefined) await git('update-ref', `refs/remotes/origin/${target}`, 'HEAD')
  const left = path('behaviour.md')
  const command = (script?.command ?? 'false').replaceAll('/tmp/behaviour.md', left)
  const { exitCode } = await execa('bash', ['-eo', 'pipefail', '-c', command], { cwd: folder, env, reject: false })
  expect(exitCode).toBe(0)
  return readFileSync(left, 'utf8')
}

describe('the step that says what a branch changes', () => {
  test.each([
    ['feature/x', 'develop'],
    ['develop', 'master'],
  ])('%s is compared with %s', async (branch, target) => {
    const text = await behaviourOn(branch, { target })
    expect(text).toContain('### What changes in `generated/config.yml`\n\n✅ same behaviour')
  })

  test.each([
    ['feature/x', 'origin/develop is not here'],
    ['develop', 'origin/master is not here'],
    ['master', 'no revision before this one is not here'],
  ])('on a first build or in a shallow clone of %s it says so, and the pipeline goes on', async (branch, words) => {
    expect(await behaviourOn(branch, {})).toBe(`There is nothing to compare with: ${words}.\n`)
  })
})
