import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Environment, Pipeline } from '../../config-src/model/pipeline.ts'
import type { Io } from '../io.ts'
import { assignments, guard, placeOf } from './commands.ts'
import { dryRun } from './dry-run.ts'
import { exitCodes, Refusal, signalCodes } from './exit-codes.ts'
import { ask, type Question } from './manage.ts'
import { type Options, optionsOf } from './options.ts'
import { type Outcome, recover, settle } from './recover.ts'
import { stepsOf } from './release.ts'
import { jsonReport, liveReport, plainReport, type Report } from './report.ts'
import { redactor, SecretValue } from './secret.ts'
import { connect, type Server } from './ssh.ts'
import type { Deploy } from './state.ts'
import { complaintsAbout, missingSecrets, revisionOf, secretNamesOf, type Target } from './target.ts'

/** What a deploy is made from: the records, and the compose file that follows from them. */
export interface World {
  readonly pipeline: Pipeline
  readonly composeFileOf: (environment: Environment) => string
  /** Whether a person watches. */
  readonly terminal: boolean
}

interface Job {
  readonly options: Options
  readonly target: Target
  readonly io: Io
  readonly world: World
  readonly folder: string
  readonly signal: AbortSignal
}

/** `npm run deploy`: resolves to the exit code. */
export async function main(argv: readonly string[], io: Io, world: World): Promise<number> {
  const options = optionsOf(argv, io)
  if (typeof options === 'number') return options
  const environment = world.pipeline.environments.find(({ name }) => name === options.environment)
  if (!environment) {
    const known = world.pipeline.environments.map(({ name }) => name).join(', ')
    io.err(`deploy: no environment is called "${options.environment}": expected ${known}\n`)
    return exitCodes.usage
  }
  const redact = redactor(secretsIn(world.pipeline, environment, io.env))
  const safe: Io = { ...io, out: text => io.out(redact(text)), err: text => io.err(redact(text)) }
  const report = options.json ? jsonReport(safe) : world.terminal ? liveReport(safe, redact) : plainReport(safe)
  const outcome = await carryOut({ options, environment, io: safe, world, report })
  report.end(outcome)
  return outcome.code
}

/** Every value in the environment variables that must not be printed. */
function secretsIn({ registry, images }: Pipeline, { context }: Environment, env: Io['env']): readonly SecretValue[] {
  const names = [...context.secrets, ...registry.context.secrets].map(({ name }) => name)
  // Host keys are public, and a refusal shows them. So is a user of the registry whose name is in the name of an image.
  const isPublic = (name: string, value: string) =>
    name === 'SSH_KNOWN_HOSTS' ||
    (name === registry.user.name && images.some(({ repository }) => repository.includes(value)))
  return names.flatMap(name => (env[name] && !isPublic(name, env[name]) ? [new SecretValue(env[name])] : []))
}

interface Errand {
  readonly options: Options
  readonly environment: Environment
  readonly io: Io
  readonly world: World
  readonly report: Report
}

async function carryOut({ options, environment, io, world, report }: Errand): Promise<Outcome> {
  const { pipeline } = world
  const request = { pipeline, environment, version: options.version ?? '', env: io.env }
  const mustHave = options.action === 'deploy' && !options.dryRun ? missingSecrets(request) : []
  const complaints = options.action === 'deploy' ? [...complaintsAbout(request), ...mustHave] : []
  if (complaints.length > 0)
    return { code: exitCodes.usage, message: complaints.join('\n'), help: 'nothing was connected to' }
  const target: Target = {
    project: pipeline.name,
    environment,
    services: pipeline.services,
    version: revisionOf(request.version, environment) ?? '',
    compose: options.action === 'deploy' ? world.composeFileOf(environment) : '',
    registry: io.env.REGISTRY || pipeline.registry.host,
  }
  if (options.dryRun) {
    for (const line of dryRun(target, options)) report.line(line)
    return { code: exitCodes.done, message: 'nothing was connected to' }
  }
  const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
  const { signal, ignore } = stopSignals()
  try {
    const job = { options, target, io, world, folder, signal }
    if (options.action === 'deploy' || options.action === 'rollback') return await bring(deployOf(job), report)
    return await answer(job, report)
  } finally {
    ignore()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The signals that stop a deploy: it puts back what it started, and gives the lock back. */
function stopSignals(): { readonly signal: AbortSignal; readonly ignore: () => void } {
  const controller = new AbortController()
  const handlers = Object.entries(signalCodes).map(([name, code]) => {
    const handler = () => controller.abort(new Refusal(code, `stopped by ${name}`))
    process.on(name, handler)
    return () => void process.off(name, handler)
  })
  return { signal: controller.signal, ignore: () => handlers.forEach(off => void off()) }
}

async function bring(deploy: Deploy, report: Report): Promise<Outcome> {
  try {
    await report.run(stepsOf(deploy))
    return await settle(deploy)
  } catch (error) {
    return recover(deploy, error)
  }
}

async function answer(job: Job, report: Report): Promise<Outcome> {
  const { options, target } = job
  let servers: readonly Server[] = []
  try {
    servers = await connectAll(job, 'look')
    const question = questionOf(options, whoIn(job.io.env))
    for (const text of await ask(target, servers, question)) report.line(text)
    return { code: exitCodes.done, message: '' }
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message }
    throw error
  } finally {
    await Promise.all(servers.map(server => server.close()))
  }
}

function questionOf({ action, service, reason }: Options, who: string): Question {
  if (action === 'logs') return { kind: 'logs', ...(service === undefined ? {} : { service }) }
  if (action === 'unlock') return { kind: 'unlock', reason: oneLine(reason ?? ''), who }
  return { kind: action === 'releases' ? 'releases' : 'status' }
}

function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}]+/gu, ' ').trim()
}

function whoIn(env: Io['env']): string {
  return oneLine(`${env.CIRCLE_USERNAME || env.USER || env.LOGNAME || 'somebody'}@${hostname()}`)
}

function deployOf(job: Job): Deploy {
  const { options, target, io, signal } = job
  const secrets = secretNamesOf(target.services).map(name => [name, io.env[name] ?? ''])
  const token = randomUUID()
  return {
    target,
    goal:
      options.action === 'deploy'
        ? { kind: 'deploy' }
        : { kind: 'rollback', ...(options.to ? { to: options.to } : {}) },
    who: whoIn(io.env),
    pipelineUrl: oneLine(io.env.CIRCLE_BUILD_URL ?? ''),
    token,
    backup: options.backup,
    secrets: new SecretValue(assignments(Object.fromEntries(secrets))),
    login: loginOf(job),
    signal,
    connect: () => connectAll(job, token),
    hosts: [],
  }
}

/** What `docker login` would have written down; Docker Hub has a key of its own. */
function loginOf({ target, world, io }: Job): SecretValue {
  const { user, password } = world.pipeline.registry
  if (!io.env[user.name] || !io.env[password.name]) return new SecretValue('')
  const auth = Buffer.from(`${io.env[user.name]}:${io.env[password.name]}`).toString('base64')
  const key = target.registry === 'docker.io' ? 'https://index.docker.io/v1/' : target.registry
  return new SecretValue(JSON.stringify({ auths: { [key]: { auth } } }))
}

async function connectAll(
  { options, target, world, io, folder, signal }: Job,
  token: string,
): Promise<readonly Server[]> {
  const { environment } = target
  const secret = new Set(
    [...environment.context.secrets, ...world.pipeline.registry.context.secrets].map(it => it.name),
  )
  const env = Object.fromEntries(
    Object.entries(io.env).flatMap(([name, value]) =>
      value === undefined || secret.has(name as never) ? [] : [[name, value]],
    ),
  )
  const knownHosts = io.env.SSH_KNOWN_HOSTS
  const file = join(folder, 'known_hosts')
  if (knownHosts) writeFileSync(file, `${knownHosts.trim()}\n`, { mode: 0o600 })
  const what = options.action === 'deploy' ? `deploys ${target.version}` : options.action
  const url = oneLine(io.env.CIRCLE_BUILD_URL ?? '')
  const holder = [`${whoIn(io.env)} (${what})`, ...(url ? [url] : [])].join(', ')
  const openings = environment.hosts.map((host, index) => ({
    connection: { host, socket: join(folder, `${index}`), ...(knownHosts ? { knownHosts: file } : {}) },
    guard: guard(placeOf(target, 'v2'), { token, holder, wait: options.wait }),
    ...(knownHosts ? { knownHosts } : {}),
    env,
    signal,
  }))
  const tried = await Promise.allSettled(openings.map(connect))
  const servers = tried.flatMap(it => (it.status === 'fulfilled' ? [it.value] : []))
  const failed = tried.find(it => it.status === 'rejected')
  if (!failed) return servers
  await Promise.all(servers.map(server => server.close()))
  throw failed.reason
}
