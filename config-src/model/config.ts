import type { Duration, PinnedImage, ResourceClass } from './pipeline.ts'

/** Where a job runs. A machine has a Docker engine of its own. */
export interface Executor {
  readonly name: string
  readonly kind: 'docker' | 'machine'
  readonly image: PinnedImage
  readonly resourceClass: ResourceClass
}

/** A bash script. Its environment is where arguments of a command come in: CircleCI puts text there, the shell reads it. */
export interface Run {
  readonly kind: 'run'
  readonly name: string
  readonly command: string
  readonly environment?: Readonly<Record<string, string>>
  readonly workingDirectory?: string
  readonly timeout?: Duration
}

/** One step of a job or a command. */
export type Step =
  | Run
  | { readonly kind: 'checkout' }
  | { readonly kind: 'restoreCache'; readonly keys: readonly string[] }
  | { readonly kind: 'saveCache'; readonly key: string; readonly paths: readonly string[] }
  | { readonly kind: 'storeTestResults'; readonly path: string }
  | { readonly kind: 'storeArtifacts'; readonly path: string; readonly destination?: string }
  | { readonly kind: 'addSshKeys'; readonly fingerprints: readonly string[] }
  | { readonly kind: 'call'; readonly command: Command; readonly with: Readonly<Record<string, string>> }

/** A parameter of a command: text, required unless it has a default. */
export interface Parameter {
  readonly type: 'string' | 'boolean'
  readonly description: string
  readonly default?: string | boolean
}

/** Steps under a name; `P` are the names of its parameters. */
export interface Command<P extends string = string> {
  readonly name: string
  readonly description: string
  readonly parameters: Readonly<Record<P, Parameter>>
  readonly steps: readonly Step[]
}

/** Steps in an executor. */
export interface Job {
  readonly name: string
  readonly executor: Executor
  readonly environment?: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
}

/** A job in a workflow, or a hold that waits for somebody. What it requires are entries of the same workflow, never names. */
export interface Entry {
  readonly name: string
  /** Missing: an approval. */
  readonly job?: Job
  /** An expression over pipeline values (S17.11): the job exists only where it is true. */
  readonly filters: string
  readonly requires: readonly Entry[]
  readonly contexts?: readonly string[]
  /** Jobs with one serial group never run at once (S18.12). */
  readonly serialGroup?: string
}

/** Entries that run for one push. */
export interface Workflow {
  readonly name: string
  readonly entries: readonly Entry[]
}

/** A CircleCI configuration in our words: what no workflow reaches is not in it. */
export interface Config {
  readonly setup: boolean
  readonly parameters: Readonly<Record<string, Parameter>>
  readonly workflows: readonly Workflow[]
}

/** Calls a command with an argument for each of its parameters. */
export function call<P extends string>(command: Command<P>, args: Readonly<Record<P, string>>): Step {
  return { kind: 'call', command, with: args }
}
