import { spawn } from 'node:child_process'
import { request } from 'node:http'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { sh } from './process.ts'
import { ask, deploy, jobEnv, setUpServer, wipe } from './server.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

/** What a client that asks 50 times a second saw of one service. */
export interface Seen {
  readonly asked: number
  readonly failed: number
}

/** What a change of the web image alone cost. */
export interface Cost {
  readonly web: Seen
  readonly admin: Seen
  /** Whether the same container of the database ran all the time. */
  readonly databaseKept: boolean
}

/** The real intervals of the records: what a server of PuppetPlays has. */
const real = { HEALTH: 'real' }

/** Ours, and `pull; stop all; up`, one after the other on the same server, each for a change of the web image alone. */
export async function measureBoth(): Promise<{ readonly ours: Cost; readonly plain: Cost }> {
  wipe()
  setUpServer()
  const first = await deploy(['staging', '--version', revisions.first], real)
  expect(first.code, first.out).toBe(0)
  const ours = await measure(async () => {
    const { code, out } = await deploy(['staging', '--version', revisions.second], real)
    expect(code, out).toBe(0)
    expect(await ask(site.ports.web)).toBe('second')
  })
  // Nothing waits here until the site answers; the measuring does.
  const plain = await measure(() => stopAllAndStart(revisions.third))
  expect(await ask(site.ports.web)).toBe('third')
  return { ours, plain }
}

/** What a deploy script does that knows no better. It does not even pay for ssh. */
async function stopAllAndStart(revision: string): Promise<void> {
  const compose = (...action: readonly string[]) => {
    const { PATH: _, HOME: __, ...values } = jobEnv()
    const env = { ...values, PUPPETPLAYS_VERSION: `${revision}-staging`, PUPPETPLAYS_HOST_DIR: site.data }
    const settings = Object.entries(env).map(([name, value]) => `${name}=${value}`)
    const file = join(site.data, 'current/compose.yml')
    return new Promise<void>((resolve, reject) => {
      const words = ['docker-compose', '-p', 'puppetplays', '-f', file, ...action]
      const child = spawn('env', [...settings, ...words], { stdio: 'ignore' })
      child.once('close', code => (code === 0 ? resolve() : reject(new Error(`${words.join(' ')}: exit ${code}`))))
    })
  }
  await compose('pull')
  await compose('stop')
  await compose('up', '-d')
}

async function measure(change: () => Promise<void>): Promise<Cost> {
  const before = database()
  const clients = [startClient(site.ports.web, '/'), startClient(site.ports.admin, '/admin/login')] as const
  await sleep(500)
  await change()
  // Until everything answers again: what fails later is part of the cost.
  for (let good = 0; good < 20; good++) {
    const both = await Promise.all([ask(site.ports.web), ask(site.ports.admin, '/admin/login')])
    if (both.includes('')) good = -1
    await sleep(50)
  }
  const [web, admin] = clients.map(stop => stop())
  return { web: web!, admin: admin!, databaseKept: database() === before }
}

function database(): string {
  const id = sh('docker', 'ps', '-q', '--no-trunc', '--filter', 'label=com.docker.compose.service=postgres').trim()
  return sh('docker', 'inspect', '-f', '{{.Id}} {{.State.StartedAt}}', id)
}

/** Asks 50 times a second, each time over a new connection, whether or not the last answer is there. */
function startClient(port: number, path: string): () => Seen {
  let asked = 0
  let failed = 0
  const timer = setInterval(() => {
    asked++
    const asking = request({ host: '127.0.0.1', port, path, agent: false, timeout: 1000 }, reply => {
      if (reply.statusCode !== 200) failed++
      reply.resume()
    })
    asking.on('timeout', () => asking.destroy(new Error('no answer')))
    asking.on('error', () => failed++)
    asking.end()
  }, 20)
  return () => {
    clearInterval(timer)
    return { asked, failed }
  }
}
