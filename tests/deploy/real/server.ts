import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { knownHosts } from './daemons.ts'
import { sh } from './process.ts'
import { site } from './site.ts'

/** The secrets of the tests: every character that a shell, a dotenv file or YAML could trip over. */
export const secrets = {
  POSTGRES_PASSWORD: `it's "quoted" $HOME \${PATH} \`id\` #no, 100% \\ done`,
  SECURITY_KEY: `first line\nsecond 'line' with $dollar\n\tthird: {line}`,
  PLUGIN_WORKFLOW_KEY: ' leading and trailing blanks ',
  DOCKER_USER: site.user,
  DOCKER_PASSWORD: site.password,
} as const

/** What a job of CircleCI would have, and nothing else of this machine. */
export function jobEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH!,
    HOME: site.home,
    USER: 'tester',
    DEPLOY_SITE: site.folder,
    // A deploy that is killed leaves its folder: it goes with the site.
    TMPDIR: site.folder,
    REGISTRY: site.registry,
    SSH_KNOWN_HOSTS: knownHosts(),
    ...secrets,
    ...more,
  }
}

/** How a deploy ended. */
export interface Ended {
  readonly code: number | null
  readonly out: string
}

/** A deploy under way. */
export interface Running {
  readonly pid: number
  readonly out: () => string
  readonly ended: Promise<Ended>
  readonly kill: (signal: NodeJS.Signals) => void
}

const entry = join(import.meta.dirname, 'entry.ts')

/** Starts the deploy command as a process of its own. */
export function startDeploy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn('node', ['--import', 'tsx', entry, ...args], {
    env: jobEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (text += data))
  return {
    pid: child.pid!,
    out: () => text,
    ended: new Promise(resolve => void child.once('close', code => resolve({ code, out: text }))),
    kill: signal => void child.kill(signal),
  }
}

/** Runs the deploy command and waits. */
export function deploy(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startDeploy(args, env).ended
}

/** What the site answers; empty when it does not. */
export async function ask(port: number, path = '/'): Promise<string> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(2000) }).catch(
    () => undefined,
  )
  return reply?.ok ? (await reply.text()).trim() : ''
}

/** The first set-up of a server, as the README says it: folders with their owners, and the marker. */
export function setUpServer(environment = 'staging', data: string = site.data): void {
  for (const folder of ['database/postgres', 'database/postgres-backups', 'logs', 'static']) {
    mkdirSync(join(data, folder), { recursive: true })
  }
  sh('chown', '-R', 'deploy:deploy', data)
  sh('chown', '999:999', join(data, 'database/postgres'))
  sh('chown', '82:82', join(data, 'logs'), join(data, 'static'))
  writeFileSync(join(data, '.puppetplays'), `${environment}\n`)
  writeFileSync(join(data, 'static/upload.txt'), 'an upload')
  chmodSync(join(data, '.puppetplays'), 0o644)
}

/** Back to an empty machine. */
export function wipe(data: string = site.data): void {
  const running = sh('docker', 'ps', '-aq').split('\n').filter(Boolean)
  if (running.length > 0) sh('docker', 'rm', '-f', ...running)
  rmSync(data, { recursive: true, force: true })
}

/** The name of the current release; empty when there is none. */
export function currentRelease(data: string = site.data): string {
  try {
    return readlinkSync(join(data, 'current')).replace('releases/', '')
  } catch {
    return ''
  }
}

/** Every file of the data with its content: what no deploy may change. */
export function dataFiles(data: string = site.data): Record<string, string> {
  const files: Record<string, string> = {}
  const walk = (folder: string) => {
    for (const name of readdirSync(join(data, folder)).sort()) {
      const path = join(folder, name)
      const { mode, uid } = statSync(join(data, path))
      if (statSync(join(data, path)).isDirectory()) walk(path)
      else files[path] = `${mode} ${uid} ${readFileSync(join(data, path), 'utf8')}`
    }
  }
  for (const folder of ['database/postgres', 'logs', 'static']) walk(folder)
  return files
}

/** How often the server was connected to, and which commands it was given, since a mark in its log. */
export function sshTraffic(since = 0): { mark: number; connections: number; commands: number } {
  const log = readFileSync(site.sshLog, 'utf8')
  const fresh = log.slice(since)
  return {
    mark: log.length,
    connections: fresh.split('Accepted publickey').length - 1,
    commands: fresh.split('Starting session: command').length - 1,
  }
}
