import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type TestContext, test } from 'vitest'
import { sh, until } from './process.ts'
import { ask, currentRelease, dataFiles, deploy, type Ended, setUpServer, wipe } from './server.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

declare module 'vitest' {
  interface TaskMeta {
    /** A row of the table of faults. */
    fault?: { readonly fault: string; readonly holds: string }
  }
}

/** A fault, how it is brought about, and what the user must get to read. */
export interface Fault {
  readonly fault: string
  /** The exit code; null when the deploy was killed. */
  readonly code: number | null
  readonly says: readonly (string | RegExp)[]
  readonly run: () => Promise<Ended>
  /** Whether the new version may have been finished before the fault came; then it is the one that answers. */
  readonly orFinished?: boolean
  /** What answers, where the test does more than the fault before it looks. */
  readonly answers?: string
  /** In seconds: the lock is gone after so long at the latest. */
  readonly within?: number
}

/** A server with a good release, which every fault has to leave as it is. */
export async function prepare(): Promise<void> {
  wipe()
  setUpServer()
  for (const version of [revisions.first, revisions.second]) {
    const { code, out } = await deploy(['staging', '--version', version])
    expect(code, out).toBe(0)
  }
}

/** A deploy of a version that would work. */
export const deployThird = (env: Readonly<Record<string, string>> = {}, ...more: readonly string[]) =>
  deploy(['staging', '--version', revisions.third, ...more], env)

/** One row of the matrix: a test, and a line in `generated/deploy-faults.md`. */
export function testFault({ fault, code, says, run, orFinished = false, within = 60, answers }: Fault): void {
  const exit = code === null ? 'killed' : `exit ${code}`
  const who = answers ?? (orFinished ? 'the current release answers' : 'the old version answers')
  const holds = `${exit}; ${who}; no data file changed; the lock is gone`
  test(fault, async ({ task }: TestContext) => {
    task.meta.fault = { fault, holds }
    // One failure must not make every later row fail.
    if ((await ask(site.ports.web)) === '') await prepare()
    const before = { release: currentRelease(), answer: await ask(site.ports.web), files: dataFiles() }
    const ended = await run()
    await until('the lock is gone', () => !existsSync(join(site.data, 'deploy.lock')), within)
    const after = { release: currentRelease(), answer: await ask(site.ports.web), files: dataFiles() }
    expect(ended.code, ended.out).toBe(code)
    for (const text of says) expect(ended.out).toMatch(text)
    expect(await ask(site.ports.admin, '/admin/login')).toBe('admin')
    expect(after.files).toEqual(before.files)
    if (orFinished && after.release !== before.release) {
      expect(after).toMatchObject({ answer: 'third' })
      expect(after.release).toContain(revisions.third)
      await backTo(before.release)
    } else {
      expect(after, ended.out).toEqual(before)
    }
  })
}

/** Goes back to a release, so that the next fault finds the same server. */
export async function backTo(release: string): Promise<void> {
  const { code, out } = await deploy(['staging', 'rollback', '--to', release])
  expect(code, out).toBe(0)
}

/** Leaves a lock of somebody else, whose last sign of life is so many seconds old. */
export function holdLock(age: number): void {
  const lock = join(site.data, 'deploy.lock')
  mkdirSync(lock)
  writeFileSync(join(lock, 'token'), 'another\n')
  writeFileSync(join(lock, 'holder'), 'ann@laptop (deploys abc), since yesterday\n')
  writeFileSync(join(lock, 'heartbeat'), '')
  const then = Date.now() / 1000 - age
  utimesSync(join(lock, 'heartbeat'), then, then)
  sh('chown', '-R', 'deploy:deploy', lock)
}
