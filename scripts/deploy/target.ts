import type { Duration, Environment, Pipeline, Service } from '../../config-src/model/pipeline.ts'

/** A service as the server has to know it. */
export interface TargetService {
  readonly name: string
  /** With registry and tag, as Docker names it. */
  readonly image: string
  /** Whether this repository publishes the image, so that its tag follows the version. */
  readonly ours: boolean
  /** How long it may take until it is healthy, in seconds. */
  readonly limit: number
}

/** One revision for one environment: all that a deploy needs to know, besides the secrets. */
export interface Target {
  readonly project: string
  readonly environment: Environment
  readonly services: readonly Service[]
  /** The full git revision. */
  readonly version: string
  /** The compose file of the environment. */
  readonly compose: string
  readonly registry: string
}

/** The tag of the images that a target starts. */
export function tagOf({ version, environment }: Target): string {
  return version + environment.tagSuffix
}

/** The services with the exact images of the version, those first that others wait for. */
export function servicesOf(target: Target): readonly TargetService[] {
  return target.services.map(({ name, image, healthCheck }) => ({
    name,
    image: typeof image === 'string' ? image : `${target.registry}/${image.repository}:${tagOf(target)}`,
    ours: typeof image !== 'string',
    limit: limitOf(healthCheck),
  }))
}

/** The worst case of the check itself: the start, every retry, three passes, and a moment for the engine. */
function limitOf({ interval, timeout, retries, startPeriod }: Service['healthCheck']): number {
  return seconds(startPeriod) + retries * (seconds(interval) + seconds(timeout)) + 3 * seconds(interval) + 10
}

/** A duration of the model in seconds. */
export function seconds(duration: Duration): number {
  const factor = { s: 1, m: 60, h: 3600 }[duration.slice(-1)] ?? 1
  return Number(duration.slice(0, -1)) * factor
}

/** The names of the secrets that the compose file asks for, each once. */
export function secretNamesOf(services: readonly Service[]): readonly string[] {
  const values = services.flatMap(({ environment }) => Object.values(environment))
  return [
    ...new Set(values.flatMap(value => (typeof value === 'object' && 'secret' in value ? value.secret.name : []))),
  ]
}

/** The revision that a version names: 40 hexadecimal digits, with the environment's suffix or without. */
export function revisionOf(version: string, environment: Environment): string | undefined {
  const { tagSuffix } = environment
  const bare = tagSuffix !== '' && version.endsWith(tagSuffix) ? version.slice(0, -tagSuffix.length) : version
  return /^[0-9a-f]{40}$/.test(bare) ? bare : undefined
}

/** What is asked for, before anything is connected to. */
export interface Request {
  readonly pipeline: Pipeline
  readonly environment: Environment
  readonly version: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** What is wrong with a request, all at once: one sentence each. */
export function complaintsAbout({ environment, version, env }: Request): readonly string[] {
  return [
    ...(revisionOf(version, environment) ? [] : [notARevision(version, environment)]),
    ...(env.CIRCLE_TAG ? [`no tag deploys anywhere, and this is a pipeline of the tag "${env.CIRCLE_TAG}"`] : []),
    ...(env.CIRCLE_BRANCH && env.CIRCLE_BRANCH !== environment.branch
      ? [`only the branch "${environment.branch}" deploys to ${environment.name}, and this is "${env.CIRCLE_BRANCH}"`]
      : []),
  ]
}

/** Which secrets are not there, and which context should hold them. */
export function missingSecrets({ pipeline, environment, env }: Request): readonly string[] {
  const inCi = env.CIRCLE_BRANCH !== undefined
  const needed = [...secretNamesOf(pipeline.services), ...(inCi ? ['SSH_KNOWN_HOSTS'] : [])]
  const { user, password, context } = pipeline.registry
  const login = [user.name, password.name]
  // A registry may be open to all, or the server may have a login of its own: only half a login is a mistake.
  const half = login.filter(name => !env[name])
  return [
    ...notSet(
      needed.filter(name => !env[name]),
      environment.context.name,
    ),
    ...(half.length === 1 ? notSet(half, context.name) : []),
  ]
}

function notSet(names: readonly string[], context: string): readonly string[] {
  const them = names.length > 1 ? 'them' : 'it'
  return names.length > 0 ? [`not set: ${names.join(', ')}; the context "${context}" should hold ${them}`] : []
}

function notARevision(version: string, { name, tagSuffix }: Environment): string {
  const suffix = tagSuffix === '' ? '' : `, which may end in "${tagSuffix}"`
  return `"${version}" is not a version of ${name}: expected a full git revision of 40 hexadecimal digits${suffix}`
}
