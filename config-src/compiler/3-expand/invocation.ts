import type { Entry, Node } from '../1-parse/node.ts'
import type { JobEntry, JobGroup, Library } from '../2-resolve/config.ts'
import { entry as entryShape } from '../2-resolve/shapes/workflow.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { Call } from './call.ts'
import type { ExpandedEntry, Requirement } from './expanded.ts'
import type { Scope } from './scope.ts'

/** The keys of a job entry that are not arguments of the job (S13.6). */
export const entryKeys: ReadonlySet<string> = new Set(Object.keys(entryShape.keys))

/** Where entries are read: the workflow or the group they stand in. */
export interface Host {
  readonly title: string
  readonly call: Call
  readonly home: Library
  readonly scope: Scope
  readonly report: Report
  /** The names of all entries, as they are written. */
  readonly names: ReadonlySet<string>
  /** Aliases of matrices that give no job: who requires one of them waits for nobody (S14.7). */
  readonly empty: Set<string>
}

/** One job that an entry gives, while names and requirements are still being settled. */
export interface Draft extends ExpandedEntry {
  /** The effective name, before numbering (S15.1). */
  readonly wanted: string
  /** The entry that it came from: all members of a matrix share one. */
  readonly source: Source
  /** Requirements as written, templates replaced. */
  readonly written: readonly Node[]
  requires: Requirement[]
  /** The job group that it is a member of: from outside only the group can be required (S18.24). */
  group?: JobGroup
}

/** An entry of a workflow, with what its members share. */
export interface Source {
  readonly entry: JobEntry
  /** The name by which all members of its matrix are required, or undefined without a matrix (S14.10). */
  readonly alias: string | undefined
}

/** The settings of an entry by their names, and the arguments for the job. */
export function splitSettings(entry: JobEntry): {
  readonly settings: ReadonlyMap<string, Entry>
  readonly passed: readonly Entry[]
} {
  const settings = new Map<string, Entry>()
  const passed: Entry[] = []
  for (const one of entry.settings) {
    if (entryKeys.has(one.key)) settings.set(one.key, one)
    else passed.push(one)
  }
  return { settings, passed }
}
