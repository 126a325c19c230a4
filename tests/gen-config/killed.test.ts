import { appendFileSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
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
  const started = performance.now()
  await copy.genConfig('--check')
  const whole = performance.now() - started
  for (let kill = 0; kill < kills; kill++) {
    generated.forEach((name, index) => {
      rmSync(copy.path(name), { force: true })
      // Every third file is missing at first: then there is no file, or the new one.
      if ((kill + index) % 3 !== 0) appendFileSync(copy.path(name), edited[index]!)
    })
    // Most kills hit the second half of the run, where the writing is.
    await killAfter(copy, whole * (kill % 3 === 0 ? Math.random() : 0.6 + 0.6 * Math.random()))
    generated.forEach((name, index) => {
      if (existsSync(copy.path(name))) expect([fresh[index], edited[index]]).toContain(copy.read(name))
    })
  }
  expect((await copy.genConfig()).exitCode).toBe(0)
  expect(generated.map(copy.read)).toEqual(fresh)
  const left = ['generated', '.circleci'].flatMap(folder => readdirSync(copy.path(folder)))
  expect(left.filter(name => name.endsWith('.tmp'))).toEqual([])
})

async function killAfter({ folder }: Copy, milliseconds: number): Promise<void> {
  const child = execa('node', ['--import', import.meta.resolve('tsx'), `${folder}/scripts/gen-config.ts`], {
    reject: false,
  })
  await sleep(milliseconds)
  child.kill('SIGKILL')
  await child
}
