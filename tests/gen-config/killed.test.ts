import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { execa } from 'execa'
import { expect, test } from 'vitest'
import { type Copy, copyOfRepository, generated } from './copy.ts'

const kills = 30

test(`gen-config killed ${kills} times at any moment leaves every file old or new, never half`, {
  timeout: 180_000,
}, async () => {
  const copy = copyOfRepository()
  const fresh = generated.map(copy.read)
  const edited = fresh.map(text => `${text}${'# mine\n'.repeat(20_000)}`)
  // The first start puts the scripts together.
  expect(await killAfter(copy, 60_000)).toBe('ended')
  const started = performance.now()
  expect(await killAfter(copy, 60_000)).toBe('ended')
  const whole = performance.now() - started
  const ends: string[] = []
  for (let kill = 0; kill < kills; kill++) {
    generated.forEach((name, index) => {
      rmSync(copy.path(name), { force: true })
      // Every third file is missing at first: then there is no file, or the new one.
      if ((kill + index) % 3 !== 0) appendFileSync(copy.path(name), edited[index]!)
    })
    // Most kills hit the second half of the run, where the writing is.
    ends.push(await killAfter(copy, whole * (kill % 3 === 0 ? Math.random() : 0.6 + 0.6 * Math.random())))
    generated.forEach((name, index) => {
      if (existsSync(copy.path(name))) expect([fresh[index], edited[index]]).toContain(copy.read(name))
    })
  }
  expect(ends.filter(end => end === 'killed').length).toBeGreaterThan(kills / 4)
  expect((await copy.genConfig()).exitCode).toBe(0)
  expect(generated.map(copy.read)).toEqual(fresh)
  expect(ends).not.toContain('failed')
  const left = ['generated', '.circleci'].flatMap(folder => readdirSync(copy.path(folder)))
  expect(left.filter(name => name.endsWith('.tmp'))).toEqual([])
})

/** Starts gen-config as npm does, and kills it when the time is over, if it is still there. */
async function killAfter({ folder }: Copy, milliseconds: number): Promise<'ended' | 'killed' | 'failed'> {
  const { timedOut, exitCode } = await execa('node', [`${folder}/scripts/run.mjs`, 'gen-config'], {
    timeout: Math.max(1, milliseconds),
    killSignal: 'SIGKILL',
    reject: false,
  })
  if (timedOut) return 'killed'
  return exitCode === 0 ? 'ended' : 'failed'
}
