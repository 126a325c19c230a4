import type { Service } from '../../config-src/model/pipeline.ts'
import { servicesOf, type Target, tagOf } from './target.ts'

/** How Docker is spoken to on a server: Compose 1, Compose 2, or a swarm. */
export type Engine = 'v1' | 'v2' | 'swarm'

/** A script of `remote/` and the words it is called with. */
export interface Command {
  readonly script: string
  readonly args: readonly string[]
}

/** Where on a server things are done. */
export interface Place {
  readonly data: string
  readonly project: string
  readonly engine: Engine
}

/** The connection of one deploy: where its control socket lies, and what it trusts. */
export interface Connection {
  readonly host: string
  readonly socket: string
  /** A file of host keys; without one, those that the user's own ssh knows. */
  readonly knownHosts?: string
}

/** The lock as a deploy asks for it. Seconds: how long to wait, and how long a silent holder is believed. */
export interface LockRequest {
  readonly token: string
  readonly holder: string
  readonly wait: number
}

/** A lock that was silent for so many seconds may be taken over. */
export const staleAfter = 300

/** After so many seconds without a word from the client, a server puts the old release back by itself. */
export const silentAfter = 60

/** How often a client says that it is there, in seconds. */
export const beatEvery = 10

/** How many releases and backups a server keeps. */
export const kept = { releases: 5, backups: 10 } as const

/** What must be free on the disk of the data and of Docker, in KiB. */
export const freeKib = 1024 * 1024

/** One word of a command line for a POSIX shell: the only place that quotes. */
export function quote(word: string): string {
  return /^[A-Za-z0-9_\-./:=@,+]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}

/** What a server is told: one script with all it needs, and its words. */
export function remoteLine({ script, args }: Command, text: string): string {
  return ['sh', '-c', text, `deploy-${script}`, ...args].map(quote).join(' ')
}

/** The scripts that a command is made of, in the order they are joined. */
export function partsOf({ script }: Command): readonly string[] {
  const plain = ['stage', 'secrets', 'pull', 'backup', 'finish', 'releases', 'logs', 'unlock']
  return plain.includes(script) ? ['lib', script] : ['lib', 'switch', script]
}

/** A command as a person reads it: the files of its script in the place of their text. */
export function printedLine(connection: Connection, command: Command): string {
  const parts = partsOf(command).map(part => `scripts/deploy/remote/${part}.sh`)
  const words = [`deploy-${command.script}`, ...command.args].map(quote).join(' ')
  return `ssh ${connection.host} sh -c "$(cat ${parts.join(' ')})" ${words}`
}

/** Opens the one connection, and runs the first command on it. */
export function openingArgs({ host, socket, knownHosts }: Connection, line: string): readonly string[] {
  const options = [
    'ControlMaster=yes',
    `ControlPath=${socket}`,
    'ControlPersist=no',
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    'ConnectTimeout=10',
    'ServerAliveInterval=10',
    'ServerAliveCountMax=3',
    ...(knownHosts ? [`UserKnownHostsFile=${knownHosts}`, 'GlobalKnownHostsFile=/dev/null', 'UpdateHostKeys=no'] : []),
  ]
  // -v names the host key that was offered, which a refusal has to show.
  return ['-v', '-T', ...options.flatMap(option => ['-o', option]), host, line]
}

/** Runs a command over the open connection, and never opens another one. */
export function sharingArgs({ host, socket }: Connection, line: string): readonly string[] {
  const options = ['ControlMaster=no', `ControlPath=${socket}`, 'BatchMode=yes', 'ProxyCommand=false']
  return ['-T', ...options.flatMap(option => ['-o', option]), host, line]
}

/** The one place where a target becomes the first three words of every script. */
export function placeOf({ environment, project }: Target, engine: Engine): Place {
  return { data: environment.dataDirectory, project, engine }
}

function command(place: Place, script: string, args: readonly string[]): Command {
  return { script, args: [place.data, place.project, place.engine, ...args] }
}

/** Holds the lock for as long as the connection lives. */
export function guard(place: Place, { token, holder, wait }: LockRequest): Command {
  return command(place, 'guard', [token, holder, `${wait}`, `${staleAfter}`, `${silentAfter}`])
}

/** Everything that must hold before a deploy; stdin: two checksums. */
export function preflight(place: Place, { environment, services }: Target): Command {
  const backups = services.find(({ database }) => database)?.database?.backups ?? ''
  return command(place, 'preflight', [environment.name, `${freeKib}`, backups, ...services.flatMap(wordsOf)])
}

function wordsOf({ ports, volumes, image }: Service): readonly string[] {
  const looker = typeof image === 'string' ? image : ''
  return [
    ...ports.map(({ host }) => `port=${host}`),
    ...volumes.map(
      ({ host, owner, precious }) =>
        `volume=${host}=${owner.uid}:${owner.gid}=${precious ? 'precious' : 'plain'}=${looker}`,
    ),
  ]
}

/** Makes the release directory; stdin: the compose file. */
export function stage(place: Place, target: Target, { token, json }: { token: string; json: string }): Command {
  const lines = servicesOf(target).map(
    ({ name, image, ours, limit }) => `${name} ${image} ${ours ? 'yes' : 'no'} ${limit}`,
  )
  const prefix = target.project.toUpperCase().replaceAll('-', '_')
  const settings = {
    [`${prefix}_VERSION`]: tagOf(target),
    [`${prefix}_HOST_DIR`]: place.data,
    REGISTRY: target.registry,
  }
  return command(place, 'stage', [token, target.version, assignments(settings), json, ...lines])
}

/** Lines of `NAME=value` that a shell reads back exactly. */
export function assignments(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join('')
}

/** A command on one release that changes the server: only the holder of the lock may. */
export function change(
  place: Place,
  script: 'secrets' | 'start' | 'restore',
  words: { token: string; release: string },
): Command {
  return command(place, script, [words.token, words.release])
}

/** Fetches the images of a release: all that we publish, or only what is missing; stdin: Docker's login. */
export function pull(place: Place, release: string, which: 'ours' | 'missing'): Command {
  return command(place, 'pull', [release, which])
}

/** Dumps the database of a service, if it keeps one. */
export function backup(place: Place, { services }: Target, release: string): Command | undefined {
  const service = services.find(({ database }) => database)
  if (!service?.database) return undefined
  const { user, name, backups } = service.database
  return command(place, 'backup', [release, service.name, user, name, backups, `${kept.backups}`])
}

/** Waits until every service of a release is healthy. */
export function health(place: Place, release: string): Command {
  return command(place, 'health', [release])
}

/** Makes a release the current one; stdin: its release.json. */
export function finish(place: Place, words: { token: string; release: string; audit: string }): Command {
  return command(place, 'finish', [words.token, words.release, `${kept.releases}`, words.audit])
}

/** What a server runs; what it keeps. */
export function look(place: Place, script: 'status' | 'releases'): Command {
  return command(place, script, [])
}

/** The last lines that services wrote. */
export function logs(place: Place, services: readonly string[]): Command {
  return command(place, 'logs', ['200', ...services])
}

/** Removes the lock, whoever holds it. */
export function unlock(place: Place, who: string, reason: string): Command {
  return command(place, 'unlock', [who, reason])
}
