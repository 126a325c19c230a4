import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { beatEvery, guard, silentAfter } from '../../scripts/deploy/commands.ts'
import { connect } from '../../scripts/deploy/ssh.ts'

/** An ssh that runs what a test wants in the place of a server. */
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ssh-'))
  mkdirSync(join(folder, 'bin'))
})

afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true })
})

function opening(script: string) {
  writeFileSync(join(folder, 'bin/ssh'), `#!/bin/sh\necho try >> ${folder}/tries\n${script}\n`, { mode: 0o755 })
  const place = { data: '/srv', project: 'puppetplays', engine: 'v2' } as const
  return {
    connection: { host: 'deploy@a.example', socket: join(folder, 'socket') },
    guard: guard(place, { token: 't', holder: 'me', wait: 0 }),
    env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    signal: new AbortController().signal,
  }
}

const tries = () => readFileSync(join(folder, 'tries'), 'utf8').split('\n').length - 1

describe('a connection', () => {
  test('says again and again that the client is there, once it asked for the lock', async () => {
    expect(beatEvery * 3).toBeLessThan(silentAfter)
    const log = join(folder, 'stdin')
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const server = await connect(opening(`echo ready; cat > ${log}`))
    vi.advanceTimersByTime(60_000)
    server.tell('lock v2')
    vi.advanceTimersByTime(beatEvery * 2000)
    server.tell('release')
    expect((await server.close()).code).toBe(0)
    expect(readFileSync(log, 'utf8')).toBe('lock v2\nbeat\nbeat\nrelease\n')
  })

  test('is tried three times', async () => {
    const refused = connect(opening('echo "ssh: connect to host a.example port 22: Connection refused" >&2; exit 255'))
    await expect(refused).rejects.toMatchObject({
      code: 14,
      message:
        'no connection to deploy@a.example: ssh: connect to host a.example port 22: Connection refused (3 of 3 tries)',
    })
    expect(tries()).toBe(3)
  })

  test('that works at the second try is taken', async () => {
    const server = await connect(
      opening(`[ $(wc -l < ${folder}/tries) -gt 1 ] || exit 255; echo ready; cat > /dev/null`),
    )
    expect(tries()).toBe(2)
    await server.close()
  })

  test('without a key that fits is tried once', async () => {
    const refused = connect(opening('echo "deploy@a.example: Permission denied (publickey)." >&2; exit 255'))
    await expect(refused).rejects.toMatchObject({ code: 14 })
    expect(tries()).toBe(1)
  })

  test('that is lost while a command runs ends it with the exit code for that', async () => {
    const server = await connect(opening(`case "$*" in *deploy-status*) exit 255 ;; esac; echo ready; cat > /dev/null`))
    const asked = server.run({ script: 'status', args: [] })
    await expect(asked).rejects.toMatchObject({ code: 14, message: 'the connection to deploy@a.example was lost' })
    await server.close()
  })
})
