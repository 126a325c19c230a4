import { createHash } from 'node:crypto'
import * as commands from './commands.ts'
import { exitCodes, Refusal } from './exit-codes.ts'
import type { Answer, Line, Running } from './ssh.ts'
import { type Deploy, type Host, hostOf, outagesIn, type ReleaseRecord, saidAs } from './state.ts'
import type { Say, Step } from './steps.ts'

/** The order of a deploy, or of a rollback: what is done on each server, and when. Step 1 was done before. */
export function stepsOf(deploy: Deploy): readonly Step[] {
  const { goal, target } = deploy
  const everywhere = (work: (host: Host, say: Say) => Promise<void>) => async (say: Say) => {
    await Promise.all(deploy.hosts.map(host => work(host, say)))
    return undefined
  }
  const many = target.environment.hosts.length > 1
  const perHost = target.environment.hosts.flatMap((name, index): Step[] => {
    const on = many ? ` on ${name}` : ''
    const one = (work: (host: Host, say: Say) => Promise<void>) => async (say: Say) => {
      await work(deploy.hosts[index]!, say)
      return undefined
    }
    return [
      { number: 8, title: `Start what changed${on}`, run: one((host, say) => start(deploy, host, say)) },
      {
        number: 9,
        title: `Wait until it is healthy${on}`,
        run: one((host, say) => waitUntilHealthy(deploy, host, say)),
      },
    ]
  })
  const chosen: Step =
    goal.kind === 'deploy'
      ? { number: 5, title: 'Make the release directory', run: everywhere(host => stage(deploy, host)) }
      : { number: 5, title: 'Choose the release', run: everywhere((host, say) => choose(deploy, host, say)) }
  return [
    { number: 2, title: 'Connect', run: () => connectAll(deploy) },
    { number: 3, title: 'Check the server', run: say => preflight(deploy, say) },
    { number: 4, title: 'Take the lock', run: say => lock(deploy, say) },
    chosen,
    { number: 6, title: 'Pull the images', run: everywhere((host, say) => pull(deploy, host, say)) },
    ...(goal.kind === 'deploy'
      ? [{ number: 7, title: 'Back up the database', run: everywhere((host, say) => backUp(deploy, host, say)) }]
      : []),
    ...perHost,
    { number: 11, title: 'Finish', run: everywhere(host => finish(deploy, host)) },
  ]
}

/** Runs a script of a host; what it complains of becomes a refusal. */
async function run(deploy: Deploy, host: Host, what: { command: commands.Command } & Running): Promise<Answer> {
  const { command, ...running } = what
  const answer = await host.server.run(command, { signal: deploy.signal, ...running })
  if (answer.code === 0) return answer
  const problems = saidAs(answer.lines, 'problem')
  if (answer.code === 10) throw new Refusal(exitCodes.locked, `${host.server.host}: ${problems.join('; ')}`)
  if (answer.code === 20) throw new Refusal(exitCodes.rolledBack, unhealthy(host, answer.lines))
  const reason = problems.join('; ') || answer.stderr.trim().split('\n').at(-1) || `exit code ${answer.code}`
  throw new Refusal(exitCodes.refused, `${host.server.host}: ${command.script}: ${reason}`)
}

/** What a person needs to see of a service that is not healthy. */
function unhealthy({ server }: Host, lines: readonly Line[]): string {
  const [, service, why] = lines.find(([kind]) => kind === 'culprit') ?? []
  const part = (kind: string, title: string) => {
    const texts = saidAs(lines, kind)
    return texts.length > 0 ? [`${title}:`, ...texts.map(text => `  ${text}`)] : []
  }
  return [
    `${server.host}: ${service} ${why}`,
    ...part('output', 'what Docker said'),
    ...part('check', 'what its health check said last'),
    ...part('log', 'the last lines of its log'),
  ].join('\n')
}

async function connectAll(deploy: Deploy): Promise<undefined> {
  deploy.hosts = (await deploy.connect()).map(hostOf)
}

function placeOf({ target }: Deploy, { engine }: Host): commands.Place {
  return commands.placeOf(target, engine)
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

async function preflight(deploy: Deploy, say: Say): Promise<'stop' | undefined> {
  const { target, goal, secrets } = deploy
  const sums =
    goal.kind === 'deploy' ? [target.compose, secrets.reveal()].map(text => `${sha256(text)}  -\n`) : ['-\n', '-\n']
  const wanted = target.environment.engine === 'swarm' ? 'swarm' : 'v2'
  const findings = await Promise.all(
    deploy.hosts.map(async host => {
      const sent = Date.now()
      const command = commands.preflight(commands.placeOf(target, wanted), target)
      const { lines } = await run(deploy, host, { command, input: sums.join('') })
      return learn(deploy, host, { lines, sent })
    }),
  )
  const problems = findings.flat()
  if (problems.length > 0) throw new Refusal(exitCodes.refused, problems.join('\n'), 'nothing was changed')
  if (!deploy.hosts.every(host => host.upToDate)) return undefined
  say(`${deploy.hosts.map(host => host.previous).join(', ')} runs already and is healthy: nothing to do`)
  return 'stop'
}

/** What the preflight found on a host; resolves to its problems. */
function learn(
  deploy: Deploy,
  host: Host,
  { lines, sent }: { lines: readonly Line[]; sent: number },
): readonly string[] {
  const [engine] = saidAs(lines, 'engine')
  if (engine === 'v1' || engine === 'v2' || engine === 'swarm') host.engine = engine
  host.previous = saidAs(lines, 'current')[0] ?? ''
  const states = lines.filter(([kind]) => kind === 'running').map(line => line[2])
  host.upToDate =
    deploy.goal.kind === 'deploy' &&
    versionIn(host.previous) === deploy.target.version &&
    lines.some(([kind]) => kind === 'same') &&
    states.every(state => state === 'good') &&
    !lines.some(([kind]) => kind === 'lock')
  // The server answered at some moment since we asked: only what lies outside of that is skew.
  const clock = Number(saidAs(lines, 'time')[0]) * 1000
  const skew = Math.max(sent - clock - 1000, clock - Date.now())
  const late = `the clock is off by ${Math.round(skew / 1000)} seconds`
  const problems = [...saidAs(lines, 'problem'), ...(skew > 60_000 ? [late] : [])]
  return problems.map(problem => `${host.server.host}: ${problem}`)
}

/** The version in the name of a release, `<number>-<version>`. */
export function versionIn(release: string): string {
  return release.replace(/^\d+-/, '')
}

/** One host after the other, in the order of the record: two deploys that meet cannot block each other. */
async function lock(deploy: Deploy, say: Say): Promise<undefined> {
  for (const host of deploy.hosts) {
    host.server.tell(`lock ${host.engine}`)
    for (;;) {
      const line = await Promise.race([host.server.hear(['held', 'locked', 'overtaken']), aborted(deploy.signal)])
      if (line?.[0] === 'held') break
      if (line?.[0] === 'locked') throw new Refusal(exitCodes.locked, `${host.server.host} is locked by ${line[1]}`)
      if (!line) throw new Refusal(exitCodes.connectionLost, `the connection to ${host.server.host} was lost`)
      say(`took over the lock of ${line[1]}: silent for ${line[2]} seconds`)
    }
    host.locked = true
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function stage(deploy: Deploy, host: Host): Promise<void> {
  const { target, token } = deploy
  const record = recordOf(deploy)
  const command = commands.stage(placeOf(deploy, host), target, { token, json: JSON.stringify(record, undefined, 2) })
  const { lines } = await run(deploy, host, { command, input: target.compose })
  host.release = saidAs(lines, 'release')[0]!
  host.record = record
  const words = { token, release: host.release }
  await run(deploy, host, {
    command: commands.change(placeOf(deploy, host), 'secrets', words),
    input: deploy.secrets.reveal(),
  })
}

function recordOf({ target, who, pipelineUrl }: Deploy): ReleaseRecord {
  return {
    version: target.version,
    config: sha256(target.compose),
    who,
    when: new Date().toISOString(),
    pipeline: pipelineUrl,
    images: {},
    result: 'pending',
  }
}

/** The releases that a server keeps, newest first. */
export function recordsIn(lines: readonly Line[]): readonly (ReleaseRecord & { readonly id: string })[] {
  return lines.filter(([kind]) => kind === 'release').map(([, id, json]) => ({ ...JSON.parse(json!), id: id! }))
}

async function choose(deploy: Deploy, host: Host, say: Say): Promise<void> {
  const { lines } = await run(deploy, host, { command: commands.look(placeOf(deploy, host), 'releases') })
  const records = recordsIn(lines)
  const to = deploy.goal.kind === 'rollback' ? deploy.goal.to : undefined
  const older = records.slice(records.findIndex(({ id }) => id === host.previous) + 1)
  const record =
    to === undefined ? older.find(({ result }) => result === 'good') : records.find(({ id }) => matches(id, to))
  if (!record || record.id === host.previous) {
    const why = to === undefined ? 'has no good release before' : `has no release "${to}" besides`
    const known = records.map(({ id, result }) => `${id} (${result})`).join(', ')
    throw new Refusal(
      exitCodes.nothingToRollBackTo,
      `${host.server.host} ${why} the current one`,
      `it keeps: ${known || 'none'}`,
    )
  }
  if (record.result !== 'good')
    throw new Refusal(
      exitCodes.nothingToRollBackTo,
      `${host.server.host}: the release ${record.id} is ${record.result}`,
    )
  const { id, ...rest } = record
  host.release = id
  host.record = rest
  say(`${host.server.host}: from ${host.previous || 'nothing'} to ${id}`)
}

/** `--to` takes a whole name, or its number. */
function matches(id: string, to: string): boolean {
  return id === to || id.startsWith(`${to}-`)
}

async function pull(deploy: Deploy, host: Host, say: Say): Promise<void> {
  const command = commands.pull(placeOf(deploy, host), host.release, deploy.goal.kind === 'deploy' ? 'ours' : 'missing')
  const listen = ([kind, image]: Line) => (kind === 'pulling' ? say(`pulling ${image}`) : undefined)
  const { lines } = await run(deploy, host, { command, input: deploy.login.reveal(), listen })
  const digests = lines.filter(([kind]) => kind === 'digest')
  host.images = Object.fromEntries(digests.map(([, service, , digest]) => [service!, digest!]))
}

async function backUp(deploy: Deploy, host: Host, say: Say): Promise<void> {
  const command = commands.backup(placeOf(deploy, host), deploy.target, host.release)
  if (!deploy.backup || !command) return say(deploy.backup ? 'no service keeps a database' : 'skipped by --no-backup')
  const { lines } = await run(deploy, host, { command })
  for (const [kind, text, bytes] of lines) {
    if (kind === 'backup') say(`${text}, ${bytes} bytes`)
    if (kind === 'skipped') say(`skipped: ${text}`)
  }
}

async function start(deploy: Deploy, host: Host, say: Say): Promise<void> {
  host.started = true
  const listen = ([kind, service]: Line) => {
    if (kind === 'started') say(`${service} started`)
    if (kind === 'kept') say(`${service} has not changed`)
  }
  const command = commands.change(placeOf(deploy, host), 'start', { token: deploy.token, release: host.release })
  await run(deploy, host, { command, input: deploy.login.reveal(), listen })
}

async function waitUntilHealthy(deploy: Deploy, host: Host, say: Say): Promise<void> {
  const seen = new Set<string>()
  const listen = ([kind, service, why]: Line) => {
    const text = `${service} ${why}`
    if (kind !== 'waiting' || seen.has(text)) return
    seen.add(text)
    say(text)
  }
  const { lines } = await run(deploy, host, { command: commands.health(placeOf(deploy, host), host.release), listen })
  host.outages = outagesIn(lines)
}

async function finish(deploy: Deploy, host: Host): Promise<void> {
  const { token, goal, who, pipelineUrl } = deploy
  const record = { ...(host.record ?? recordOf(deploy)), images: host.images, result: 'good' }
  const audit = [
    `${goal.kind} ${host.release} by ${who}`,
    `was ${host.previous || 'nothing'}`,
    ...(pipelineUrl ? [pipelineUrl] : []),
  ]
  const command = commands.finish(placeOf(deploy, host), { token, release: host.release, audit: audit.join(', ') })
  await run(deploy, host, { command, input: `${JSON.stringify(record, undefined, 2)}\n` })
  host.finished = true
}
