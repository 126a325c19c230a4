import { isBelow, isFloating } from './forms.ts'
import { Mistake } from './mistake.ts'
import type { Environment, Image, Pipeline } from './pipeline.ts'
import { checkServices } from './services.ts'

/**
 * Takes the records of a pipeline and gives them back, once what types cannot see is right too. Throws a Mistake: one
 * sentence that names the record.
 */
export function definePipeline(pipeline: Pipeline): Pipeline {
  const { images, environments, services } = pipeline
  const kinds: Readonly<Record<string, readonly Named[]>> = {
    image: images,
    environment: environments,
    service: services,
  }
  for (const [kind, records] of Object.entries(kinds)) {
    if (records.length === 0) throw new Mistake(`the pipeline "${pipeline.name}" has no ${kind}`)
    for (const { name } of records) checkName(kind, name)
    apart(records, { kind, of: record => record.name, what: 'name' })
  }
  for (const image of images) checkImage(image)
  checkEnvironments(pipeline)
  checkPolicy(pipeline)
  checkServices(pipeline)
  return pipeline
}

interface Named {
  readonly name: string
}

function checkName(kind: string, name: string): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Mistake(`${kind} "${name}": a name is lower-case letters, digits and single hyphens, such as "web"`)
  }
}

/** Throws when two records share what only one may have. `of` gives undefined where a record has none. */
function apart<T extends Named>(
  records: readonly T[],
  { kind, of, what }: { kind: string; of: (record: T) => string | undefined; what: string },
): void {
  const taken = new Map<string, T>()
  for (const record of records) {
    const key = of(record)
    if (key === undefined) continue
    const other = taken.get(key)
    if (other)
      throw new Mistake(`${kind} "${record.name}": its ${what} "${key}" is already that of ${kind} "${other.name}"`)
    taken.set(key, record)
  }
}

function checkImage(image: Image): void {
  const where = `image "${image.name}"`
  if (!/^[a-z0-9]+([._-][a-z0-9]+)*(\/[a-z0-9]+([._-][a-z0-9]+)*)+$/.test(image.repository)) {
    throw new Mistake(
      `${where}: its repository "${image.repository}" is not a name such as "owner/image", without host and tag`,
    )
  }
  if (!isBelow(image.folder))
    throw new Mistake(`${where}: its folder "${image.folder}" is not a folder of this repository`)
  if (isFloating(image.toolchain.image)) {
    throw new Mistake(`${where}: its toolchain runs in "${image.toolchain.image}", which is not an exact tag`)
  }
  if (image.checks.length === 0) throw new Mistake(`${where}: it has no check, so that nothing would test it`)
}

function checkEnvironments({ environments, verifyWith, images }: Pipeline): void {
  const kind = 'environment'
  apart(environments, { kind, of: it => it.branch, what: 'branch' })
  apart(environments, { kind, of: it => `latest${it.tagSuffix}`, what: 'image tag' })
  apart(environments, { kind, of: it => it.context.name, what: 'context' })
  for (const it of environments) checkEnvironment(it, images)
  const servers = environments.flatMap(({ name, hosts, dataDirectory }) =>
    hosts.map(host => ({ name, place: `${host}:${dataDirectory}` })),
  )
  apart(servers, { kind, of: it => it.place, what: 'server and data directory' })
  if (!environments.includes(verifyWith)) {
    throw new Mistake(
      `environment "${verifyWith.name}": branches are verified with it, but the pipeline does not have it`,
    )
  }
}

function checkEnvironment(environment: Environment, images: readonly Image[]): void {
  const where = `environment "${environment.name}"`
  // An environment gives its name to a workflow; "version" is a key that CircleCI reads otherwise there (S1.4).
  if (['verify', 'version'].includes(environment.name)) {
    throw new Mistake(`${where}: its name is taken, no workflow can have it`)
  }
  if (!/^[A-Za-z0-9][\w./-]*$/.test(environment.branch)) {
    throw new Mistake(`${where}: its branch "${environment.branch}" is not one exact branch name`)
  }
  for (const host of environment.hosts) {
    if (!/^[a-z_][\w-]*@[A-Za-z0-9][A-Za-z0-9.-]*$/.test(host)) {
      throw new Mistake(`${where}: its host "${host}" is not a user and a server, such as "deploy@example.org"`)
    }
    if (host.startsWith('root@'))
      throw new Mistake(`${where}: its host "${host}" logs in as root; name a user that may only deploy`)
  }
  if (!isBelow(environment.dataDirectory.slice(1))) {
    throw new Mistake(`${where}: its data directory "${environment.dataDirectory}" is not an absolute, plain path`)
  }
  for (const image of images) {
    for (const [variable, setting] of Object.entries(image.build?.settings ?? {})) {
      const value = String(environment.settings[setting])
      if (!/^[^\s$]+$/.test(value)) {
        throw new Mistake(
          `${where}: its ${setting} "${value}" has a blank or a "$", but image "${image.name}" is built with it as ${variable}`,
        )
      }
    }
  }
}

function checkPolicy({ policy, environments }: Pipeline): void {
  for (const { branch, environment } of policy.reserved) {
    const taker = environments.find(it => it.branch === branch)
    if (taker && taker !== environment) {
      throw new Mistake(
        `environment "${taker.name}": the policy reserves its branch "${branch}" for environment "${environment.name}"`,
      )
    }
    if (environments.includes(environment) && environment.branch !== branch) {
      throw new Mistake(
        `environment "${environment.name}": the policy lets only branch "${branch}" deploy to it, and its branch is "${environment.branch}"`,
      )
    }
  }
}
