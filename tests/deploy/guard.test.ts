import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { scriptOf } from '../../scripts/deploy/remote.ts'

/** The guard of a server that is nothing but a folder: the lock needs no Docker. */
const text = scriptOf({ script: 'guard', args: [] })
let data: string
let lock: string
let guards: ChildProcess[]

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'guard-'))
  lock = join(data, 'deploy.lock')
  guards = []
})

afterEach(() => {
  for (const guard of guards) guard.kill('SIGKILL')
  rmSync(data, { recursive: true })
})

interface Guard {
  readonly says: () => string
  readonly tell: (words: string) => void
  readonly hangUp: () => void
  readonly ended: Promise<number | null>
}

function startGuard(token: string, { wait = 0, stale = 300, silence = 60 } = {}): Guard {
  const words = [data, 'puppetplays', 'v2', token, `${token}@laptop (deploys abc)`, `${wait}`, `${stale}`, `${silence}`]
  const child = spawn('sh', ['-c', text, 'deploy-guard', ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  guards.push(child)
  let said = ''
  child.stdout.on('data', more => {
    said += more
  })
  child.stdin.on('error', () => {})
  return {
    says: () => said,
    tell: line => void child.stdin.write(`${line}\n`),
    hangUp: () => void child.stdin.end(),
    ended: new Promise(resolve => void child.once('close', resolve)),
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds() && tries < 400; tries++) await sleep(50)
  expect(holds()).toBe(true)
}

/** A guard that holds the lock. */
async function holding(token: string, options = {}): Promise<Guard> {
  const guard = startGuard(token, options)
  guard.tell('lock v2')
  await until(() => guard.says().includes('held\n'))
  return guard
}

function leaveLock(secondsAgo: number): void {
  mkdirSync(lock)
  writeFileSync(join(lock, 'token'), 'old\n')
  writeFileSync(join(lock, 'holder'), 'old@laptop\n')
  writeFileSync(join(lock, 'heartbeat'), '')
  const then = Date.now() / 1000 - secondsAgo
  utimesSync(join(lock, 'heartbeat'), then, then)
}

describe('the guard', () => {
  test('takes no lock before it is asked to, and goes with its client', async () => {
    const guard = startGuard('a')
    await until(() => guard.says() === 'ready\n')
    guard.hangUp()
    expect(await guard.ended).toBe(0)
    expect(existsSync(lock)).toBe(false)
  })

  test('holds the lock, names its holder to others, and gives it back', async () => {
    const guard = await holding('a')
    const other = startGuard('b')
    other.tell('lock v2')
    expect(await other.ended).toBe(10)
    expect(other.says()).toMatch(/^ready\nlocked\ta@laptop \(deploys abc\), since \d{4}-\d\d-\d\dT/)
    guard.tell('release')
    expect(await guard.ended).toBe(0)
    expect(guard.says()).toContain('unlocked\n')
    expect(existsSync(lock)).toBe(false)
  })

  test('waits for a lock as long as it was told to', async () => {
    const guard = await holding('a')
    const other = startGuard('b', { wait: 20 })
    other.tell('lock v2')
    await sleep(300)
    guard.tell('release')
    await until(() => other.says().includes('held\n'))
  })

  test.each(['hangs up', 'gives up', 'falls silent'])('unlocks by itself when the client %s', async how => {
    const guard = await holding('a', { silence: 1 })
    mkdirSync(join(data, 'releases/1-abc'), { recursive: true })
    writeFileSync(join(data, 'releases/1-abc/release.json'), '{\n  "result": "pending"\n}\n')
    writeFileSync(join(lock, 'release'), '1-abc\n')
    if (how === 'hangs up') guard.hangUp()
    if (how === 'gives up') guard.tell('abort')
    expect(await guard.ended).toBe(0)
    expect(existsSync(lock)).toBe(false)
    expect(readFileSync(join(data, 'releases/1-abc/release.json'), 'utf8')).toContain('"result": "abandoned"')
    expect(readFileSync(join(data, 'deploy.log'), 'utf8')).toContain('abandoned 1-abc before anything was started')
  })

  test('is kept by heartbeats', async () => {
    const guard = await holding('a', { silence: 3 })
    for (let beat = 0; beat < 12; beat++) {
      guard.tell('beat')
      await sleep(500)
    }
    expect(existsSync(lock)).toBe(true)
    expect(guard.says()).toBe('ready\nheld\n')
  })

  test('waits for a change that is under way', async () => {
    const guard = await holding('a')
    const busy = spawn('sleep', ['2'])
    writeFileSync(join(lock, 'busy'), `${busy.pid}\n`)
    guard.hangUp()
    await sleep(800)
    expect(existsSync(lock)).toBe(true)
    await guard.ended
    expect(existsSync(lock)).toBe(false)
  })

  test('says so when somebody removed the lock, and does not touch the next one', async () => {
    const guard = await holding('a')
    execFileSync('rm', ['-r', lock])
    await holding('b')
    guard.tell('beat')
    expect(await guard.ended).toBe(10)
    expect(guard.says()).toContain('lost\n')
    expect(readFileSync(join(lock, 'token'), 'utf8')).toBe('b\n')
  })
})

describe('a lock that somebody left', () => {
  test('is believed for five minutes', async () => {
    leaveLock(240)
    const guard = startGuard('a')
    guard.tell('lock v2')
    expect(await guard.ended).toBe(10)
  })

  test('is taken over after that, saying whose it was', async () => {
    leaveLock(400)
    const guard = await holding('a')
    expect(guard.says()).toMatch(/overtaken\told@laptop\t40\d\nheld\n/)
    expect(readFileSync(join(data, 'deploy.log'), 'utf8')).toMatch(
      /took over the lock of old@laptop, silent for 40\d seconds/,
    )
  })

  test('is taken over by exactly one of many who find it at once', async () => {
    for (let round = 0; round < 5; round++) {
      rmSync(lock, { recursive: true, force: true })
      leaveLock(400)
      const many = Array.from({ length: 8 }, (_, index) => startGuard(`${round}-${index}`))
      for (const guard of many) guard.tell('lock v2')
      await until(() => many.every(guard => /held\n|locked\t/.test(guard.says())))
      expect(many.filter(guard => guard.says().includes('held\n'))).toHaveLength(1)
      for (const guard of many) guard.hangUp()
      await Promise.all(many.map(guard => guard.ended))
    }
  })
})
