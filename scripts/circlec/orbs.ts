import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { OrbSources } from '../../config-src/compiler/2-resolve/orbs.ts'
import type { Source } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { UsageError } from './exit.ts'
import { reasonOf } from './input.ts'

/** Which orbs the user gives: `namespace/name@version=FILE`, and folders with `namespace/name@version.yml`. */
export interface OrbOptions {
  readonly orb?: readonly string[]
  readonly orbs?: readonly string[]
}

/** Reads the sources of the orbs that were given. */
export async function readOrbs({ orb = [], orbs = [] }: OrbOptions): Promise<OrbSources> {
  const sources = new Map<string, Source>()
  for (const folder of orbs) await readFolder(folder, sources)
  for (const given of orb) {
    const at = given.indexOf('=')
    const reference = given.slice(0, at)
    if (at < 1 || !/^[^/@\s]+\/[^/@\s]+@\S+$/.test(reference)) {
      throw new UsageError(`--orb needs namespace/name@version=FILE, found: ${given}`)
    }
    sources.set(reference, await readOrb(given.slice(at + 1), reference))
  }
  return sources
}

async function readFolder(folder: string, sources: Map<string, Source>): Promise<void> {
  for (const namespace of await list(folder)) {
    for (const file of await list(join(folder, namespace))) {
      const match = /^(.+@.+)\.ya?ml$/.exec(file)
      if (!match) continue
      const reference = `${namespace}/${match[1]}`
      sources.set(reference, await readOrb(join(folder, namespace, file), reference))
    }
  }
}

async function list(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return []
    throw new UsageError(`cannot read the folder of orbs ${folder}: ${reasonOf(error)}`)
  }
}

async function readOrb(file: string, reference: string): Promise<Source> {
  try {
    return { file, text: await readFile(file, 'utf8') }
  } catch (error) {
    throw new UsageError(`cannot read ${file}, the source of orb ${reference}: ${reasonOf(error)}`)
  }
}
