import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../scripts/root.ts'

/** A parsed YAML map. */
export type Tree = Readonly<Record<string, unknown>>

/** One entry of a workflow, as it stands in the YAML. */
export interface EmittedEntry {
  readonly job: string
  /** The name that others require. */
  readonly name: string
  readonly filters: unknown
  readonly requires: readonly string[]
  readonly context: readonly string[]
  readonly type?: string
  readonly 'serial-group'?: string
}

/** Reads a generated YAML file of the repository, or of a copy of it. */
export function emitted(path: string, folder = root): Tree {
  return parse(readFileSync(join(folder, path), 'utf8')) as Tree
}

/** The entries of each workflow of a config. */
export function workflowsOf(config: Tree): ReadonlyMap<string, readonly EmittedEntry[]> {
  const workflows = config.workflows as Record<string, { jobs: (string | Record<string, Tree>)[] }>
  return new Map(Object.entries(workflows).map(([name, { jobs }]) => [name, jobs.map(entryOf)]))
}

function entryOf(item: string | Record<string, Tree>): EmittedEntry {
  if (typeof item === 'string') return { job: item, name: item, filters: undefined, requires: [], context: [] }
  const [job, body] = Object.entries(item)[0]!
  return { name: job, filters: undefined, requires: [], context: [], ...body, job }
}

/** The entries that one entry waits for, directly or not, by name. */
export function upstreamOf(entry: EmittedEntry, entries: readonly EmittedEntry[]): readonly EmittedEntry[] {
  const direct = entry.requires.map(name => {
    const found = entries.find(other => other.name === name)
    if (!found) throw new Error(`"${entry.name}" requires "${name}", which is not there`)
    return found
  })
  return [...new Set(direct.flatMap(other => [other, ...upstreamOf(other, entries)]))]
}

/** The branches a filter lets through: a list of names, or every branch but those. A tag it never lets through. */
export interface Branches {
  readonly only?: readonly string[]
  readonly except?: readonly string[]
  /** Pipeline parameters that must be true as well. */
  readonly where: readonly string[]
}

/** Reads a filter expression exactly. Throws on any form of which this function cannot tell what it lets through. */
export function branchesOf(filters: unknown): Branches {
  if (typeof filters !== 'string') throw new Error(`not a filter expression: ${JSON.stringify(filters)}`)
  const terms = filters.split(' and ')
  const only = /^pipeline\.git\.branch == "([^"]+)"$/.exec(terms[0]!)?.[1]
  if (only !== undefined && terms.length === 1) return { only: [only], where: [] }
  // A branch must be set: on a tag it is not, so that nothing here runs on a tag.
  if (terms[0] !== 'pipeline.git.branch') throw new Error(`this filter may let a tag through: ${filters}`)
  const except: string[] = []
  const where: string[] = []
  for (const term of terms.slice(1)) {
    const branch = /^pipeline\.git\.branch != "([^"]+)"$/.exec(term)?.[1]
    const parameter = /^pipeline\.parameters\.([\w-]+)$/.exec(term)?.[1]
    if (branch !== undefined) except.push(branch)
    else if (parameter !== undefined) where.push(parameter)
    else throw new Error(`this filter has a term that is not understood: ${term}`)
  }
  return { except, where }
}

/** Every value under a key with this name, anywhere in the tree. */
export function everyValueOf(key: string, tree: unknown): readonly unknown[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([name, value]) => [
    ...(name === key ? [value] : []),
    ...everyValueOf(key, value),
  ])
}

/** A script of a `run` step, and where it stands. */
export interface EmittedScript {
  readonly owner: string
  readonly name: string
  readonly command: string
}

/** Every script of a config's commands and jobs. */
export function scriptsOf(config: Tree): readonly EmittedScript[] {
  const owners = { ...(config.commands as Tree), ...(config.jobs as Tree) }
  return Object.entries(owners).flatMap(([owner, body]) =>
    (everyValueOf('run', body) as (string | { name: string; command: string })[]).map(run =>
      typeof run === 'string' ? { owner, name: run, command: run } : { owner, name: run.name, command: run.command },
    ),
  )
}
