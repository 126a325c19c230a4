/** A short lower-case name: it becomes part of job names, file names and shell words. */
export type Name = Lowercase<string>

/** An image that someone else publishes, with its exact tag: `postgres:13`. */
export type PinnedImage = `${string}:${string}`

/** How long something may take, as CircleCI and Compose both read it. */
export type Duration = `${number}${'s' | 'm' | 'h'}`

/** A web address without a slash at its end. */
export type Url = `https://${string}`

/** Where ssh connects to. */
export type SshTarget = `${string}@${string}`

/** The name of a value that nobody may read, and what it is for. The value never stands in this repository. */
export interface Secret {
  readonly name: Uppercase<string>
  readonly purpose: string
}

/** A CircleCI context and the secrets that it supplies to the jobs that name it. */
export interface Context {
  readonly name: Name
  readonly secrets: readonly Secret[]
}

/** Where images are stored. `host` is what an empty or missing REGISTRY environment variable means. */
export interface Registry {
  readonly host: string
  readonly context: Context
  readonly user: Secret
  readonly password: Secret
}

/** One bash script of a job. A timeout is stated where a step may be silent for long. */
export interface Script {
  readonly name: string
  readonly run: string
  readonly timeout?: Duration
}

/** The sizes of CircleCI's Linux machines that we use. */
export type ResourceClass = 'small' | 'medium' | 'medium+' | 'large'

/** What sources are tested and built with: a container, and how it gets its packages. */
export interface Toolchain {
  /** The name of the executor. */
  readonly name: Name
  readonly image: PinnedImage
  readonly resourceClass: ResourceClass
  /** Below the folder of the sources; its checksum is the key of the cache. */
  readonly lockfile: string
  readonly cachePaths: readonly string[]
  readonly install: Script
}

/** A virtual machine of CircleCI with a Docker engine, by its exact image. */
export interface Machine {
  readonly name: Name
  readonly image: PinnedImage
  readonly resourceClass: Exclude<ResourceClass, 'small' | 'medium+'>
}

/** What a test job leaves behind, below the image's folder. */
export interface Reports {
  /** A folder of JUnit XML files. */
  readonly results?: string
  readonly artifacts: readonly string[]
}

/** A build that is checked before its image is made. */
export interface Build {
  readonly script: Script
  /** Settings that are baked into the image, so that each environment has an image of its own. */
  readonly settings: Readonly<Record<Uppercase<string>, keyof Settings>>
}

/** A Docker image that this repository tests, builds and publishes: jobs `test-<name>`, `build-<name>-…`, `publish-<name>-…`. */
export interface Image {
  readonly name: Name
  /** Without host and tag: `puppetplays/puppetplays-web`. */
  readonly repository: `${string}/${string}`
  /** Holds the sources and the Dockerfile. */
  readonly folder: string
  readonly toolchain: Toolchain
  readonly checks: readonly Script[]
  readonly reports?: Reports
  readonly build?: Build
}

/** What an environment's containers have to know about it. */
export interface Settings {
  readonly siteUrl: Url
  readonly controlPanelUrl: Url
  readonly apiUrl: Url
  readonly cookieDomain: string
  readonly mailHost: string
  readonly mailPort: number
  readonly mailSender: string
}

/** A place that the platform is deployed to, from exactly one branch. */
export interface Environment {
  readonly name: Name
  readonly branch: string
  /** Every server of the environment; all run the same services. */
  readonly hosts: readonly [SshTarget, ...SshTarget[]]
  /** The fingerprint of the deploy key, as CircleCI shows it. */
  readonly sshKey: string
  /** Supplies the secrets of the services, and SSH_KNOWN_HOSTS. */
  readonly context: Context
  /** Absolute; all persisted data of the services lies under it. */
  readonly dataDirectory: `/${string}`
  /** What follows the revision in the tag of an image: a deploy of revision R starts the images tagged R + tagSuffix. */
  readonly tagSuffix: '' | `-${string}`
  readonly engine?: 'compose' | 'swarm'
  readonly settings: Settings
}

/** What a container's environment variable holds: text, a setting of the environment, its name, or a secret. */
export type Value =
  | string
  | { readonly setting: keyof Settings }
  | { readonly fact: 'name' }
  | { readonly secret: Secret }

/** A folder on the host that a container sees. */
export interface Volume {
  /** Below the data directory of the environment. */
  readonly host: string
  readonly container: `/${string}`
  /** Whom the folder must belong to: the user that the container runs as. */
  readonly owner: { readonly uid: number; readonly gid: number }
  /** Holds what cannot be made again: a deploy stops when it is empty although an earlier release used it. */
  readonly precious?: boolean
}

/** How Docker finds out that a service works: a command inside the container. */
export interface HealthCheck {
  readonly command: readonly [string, ...string[]]
  readonly interval: Duration
  readonly timeout: Duration
  readonly retries: number
  /** Failures in this first time do not count. */
  readonly startPeriod: Duration
}

/** A port of the host that leads to a port of the container. Only the host itself reaches it. */
export interface Port {
  readonly host: number
  readonly container: number
}

/** The PostgreSQL database that a service keeps, so that a deploy can back it up. */
export interface Database {
  readonly user: string
  readonly name: string
  /** Below the data directory of the environment. */
  readonly backups: string
}

/** One container on a server. */
export interface Service {
  readonly name: Name
  readonly image: Image | PinnedImage
  readonly ports: readonly Port[]
  readonly volumes: readonly Volume[]
  readonly environment: Readonly<Record<Uppercase<string>, Value>>
  readonly healthCheck: HealthCheck
  readonly dependsOn: readonly Service[]
  /** Between the request to stop and the kill. */
  readonly stopGracePeriod: Duration
  readonly database?: Database
}

/** What must hold of the pipeline, stated apart from what it is made of, so that neither hides a mistake of the other. */
export interface Policy {
  /** Branches that can only ever deploy to one environment. */
  readonly reserved: readonly { readonly branch: string; readonly environment: Environment }[]
  /** No job runs on a tag. */
  readonly tags: 'never'
  /** Somebody approves each deploy in CircleCI. */
  readonly approval: 'before-each-deploy'
  /** Every image is published before the approval is asked for. */
  readonly published: 'before-each-deploy'
}

/** Everything that the configuration, the compose files and the deploy are made from. */
export interface Pipeline {
  readonly name: Name
  /** Where the sources can be read; images carry it as a label. */
  readonly source: Url
  readonly registry: Registry
  readonly images: readonly Image[]
  readonly environments: readonly Environment[]
  readonly services: readonly Service[]
  readonly policy: Policy
  /** The environment whose settings the branches that deploy nowhere are built with. */
  readonly verifyWith: Environment
  /** What this repository's own commands run in. */
  readonly tools: Toolchain
  /** Where images are built. */
  readonly publisher: Machine
}
