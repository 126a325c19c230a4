import * as commands from './commands.ts'
import { exitCodes, Refusal } from './exit-codes.ts'
import type { Answer } from './ssh.ts'
import { type Deploy, type Host, saidAs } from './state.ts'

/** How a deploy ended, for the summary and the exit code. */
export interface Outcome {
  readonly code: number
  readonly message: string
  readonly help?: string
}

/** After all went well: the lock is given back, the connection ends. */
export async function settle(deploy: Deploy): Promise<Outcome> {
  await Promise.all(deploy.hosts.map(host => release(host)))
  return { code: exitCodes.done, message: deploy.hosts.map(summary).join('\n') }
}

async function release({ server, locked }: Host): Promise<Answer> {
  if (locked) server.tell('release')
  return server.close()
}

/** What a host runs now, and for how long each service was down. */
function summary({ server, release, previous, finished, upToDate, outages }: Host): string {
  if (upToDate) return `${server.host} runs ${previous}, as before`
  if (!finished) return `${server.host} runs ${previous || 'nothing'}`
  const downs = outages.map(({ service, seconds }) => `${service} was down for ${seconds.toFixed(1)} s`)
  return [`${server.host} runs ${release}`, ...(downs.length > 0 ? downs : ['no service was down'])].join('; ')
}

/** After a failure: what was started goes back, on every host; the lock is given back; the end is put in words. */
export async function recover(deploy: Deploy, error: unknown): Promise<Outcome> {
  const refusal =
    error instanceof Refusal ? error : new Refusal(1, error instanceof Error ? error.message : String(error))
  const ends =
    refusal.code === exitCodes.rolledBack
      ? await inTurn([...deploy.hosts].reverse(), host => putBack(deploy, host))
      : await Promise.all(deploy.hosts.map(giveUp))
  const failed = ends.some(({ state }) => state === 'unrestored')
  const lost = ends.some(({ state }) => state === 'lost')
  const code = failed ? exitCodes.rollbackFailed : lost ? exitCodes.connectionLost : refusal.code
  return {
    code,
    message: [refusal.message, ...ends.map(({ text }) => text).filter(text => text !== '')].join('\n'),
    ...(refusal.help ? { help: refusal.help } : {}),
  }
}

interface End {
  readonly state: 'untouched' | 'restored' | 'unrestored' | 'lost'
  readonly text: string
}

async function inTurn(hosts: readonly Host[], work: (host: Host) => Promise<End>): Promise<readonly End[]> {
  const ends: End[] = []
  for (const host of hosts) ends.push(await work(host))
  return ends
}

/** The client itself puts a started release back, marks it bad, and gives the lock back. */
async function putBack(deploy: Deploy, host: Host): Promise<End> {
  if (!host.started) return giveUp(host)
  const place = commands.placeOf(deploy.target, host.engine)
  const command = commands.change(place, 'restore', { token: deploy.token, release: host.release })
  try {
    const answer = await host.server.run(command)
    const end = endOf(host, answer)
    // Anything but a clear answer: the guard still knows what was started, and puts it back itself.
    if (end.state === 'untouched') return giveUp(host)
    await release(host)
    return end
  } catch {
    await host.server.close()
    return lostEnd(host)
  }
}

/** The guard of the server puts back what was started, as it does when the client is gone. */
async function giveUp(host: Host): Promise<End> {
  if (!host.locked) {
    await host.server.drop()
    return { state: 'untouched', text: '' }
  }
  host.server.tell('abort')
  const answer = await host.server.close()
  if (answer.code === 255) return lostEnd(host)
  return endOf(host, answer)
}

function endOf({ server, started }: Host, { code, lines, stderr }: Answer): End {
  const [restored] = saidAs(lines, 'restored')
  const [stopped] = saidAs(lines, 'stopped')
  if (restored) return { state: 'restored', text: `${server.host} runs ${restored} again, and it is healthy` }
  if (stopped) return { state: 'restored', text: `${server.host}: the first release was stopped; the data is kept` }
  if (code === 21 || (started && code !== 0)) {
    const [, service, why] = lines.find(([kind]) => kind === 'culprit') ?? []
    const culprit = service
      ? `${service} ${why}`
      : saidAs(lines, 'problem').join('; ') || stderr.trim().split('\n').at(-1)
    return { state: 'unrestored', text: `${server.host}: the release before could not be put back: ${culprit}` }
  }
  return { state: 'untouched', text: '' }
}

function lostEnd({ server, started }: Host): End {
  const text = started
    ? `${server.host} puts the release before back by itself; look with: status`
    : `${server.host} gives the lock back by itself; nothing was started`
  return { state: 'lost', text }
}
