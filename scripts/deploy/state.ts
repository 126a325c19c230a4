import type { Engine } from './commands.ts'
import type { SecretValue } from './secret.ts'
import type { Line, Server } from './ssh.ts'
import type { Target } from './target.ts'

/** What is known of a server while a deploy runs. Filled in step by step. */
export interface Host {
  readonly server: Server
  engine: Engine
  /** The release that is current when the deploy begins; empty when there is none. */
  previous: string
  /** Same version, same definitions, same secrets, all healthy, nobody deploying. */
  upToDate: boolean
  locked: boolean
  /** The release that is being brought. */
  release: string
  /** Its release.json, as far as it is known. */
  record: ReleaseRecord | undefined
  images: Readonly<Record<string, string>>
  started: boolean
  finished: boolean
  outages: readonly Outage[]
}

/** For how long a service did not answer, by its own health check. */
export interface Outage {
  readonly service: string
  readonly seconds: number
}

/** `release.json` in a release directory. */
export interface ReleaseRecord {
  readonly version: string
  /** SHA-256 of the compose file. */
  readonly config: string
  readonly who: string
  readonly when: string
  readonly pipeline: string
  readonly images: Readonly<Record<string, string>>
  readonly result: 'pending' | 'good' | 'bad' | 'abandoned'
}

/** A deploy or a rollback under way. */
export interface Deploy {
  readonly target: Target
  /** A deploy brings something new; a rollback goes back to `to`, or to the last good release. */
  readonly goal: { readonly kind: 'deploy' } | { readonly kind: 'rollback'; readonly to?: string }
  readonly who: string
  readonly pipelineUrl: string
  readonly token: string
  readonly backup: boolean
  /** The secrets of the compose file, as lines for a shell. */
  readonly secrets: SecretValue
  /** A Docker client configuration that logs in to the registry; empty without a login. */
  readonly login: SecretValue
  readonly signal: AbortSignal
  readonly connect: () => Promise<readonly Server[]>
  hosts: readonly Host[]
}

/** A server of which nothing is known yet. */
export function hostOf(server: Server): Host {
  return {
    server,
    engine: 'v2',
    previous: '',
    upToDate: false,
    locked: false,
    release: '',
    record: undefined,
    images: {},
    started: false,
    finished: false,
    outages: [],
  }
}

/** The second fields of the lines of a kind. */
export function saidAs(lines: readonly Line[], kind: string): readonly string[] {
  return lines.filter(line => line[0] === kind).map(line => line[1] ?? '')
}

/** From the death of each service to its first passed check: what `docker events` saw, in seconds. */
export function outagesIn(lines: readonly Line[]): readonly Outage[] {
  const events = lines.filter(([kind]) => kind === 'happened')
  const services = [...new Set(events.map(line => line[1] ?? ''))]
  return services.flatMap(service => {
    const own = events.filter(line => line[1] === service)
    const died = own.find(line => line[2] === 'die')
    const back = own.findLast(line => line[2] === 'health_status: healthy') ?? own.findLast(line => line[2] === 'start')
    if (!died || !back) return []
    return [{ service, seconds: Math.max(0, (Number(back[3]) - Number(died[3])) / 1e9) }]
  })
}
