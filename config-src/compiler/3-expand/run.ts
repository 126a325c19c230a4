import type { Node } from '../1-parse/node.ts'
import type { Config, Definition, JobGroup } from '../2-resolve/config.ts'
import type { OrbSources } from '../2-resolve/orbs.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import type { ExpandedJob } from './expanded.ts'
import type { Filters } from './filter/read.ts'
import type { Profile } from './scope.ts'

/** A plain value that a caller gives for a pipeline value or a parameter. */
export type Value = string | number | boolean | null

/** What one expansion works with; made once by the front of this phase and passed along. */
export interface Run {
  readonly config: Config
  readonly profile: Profile
  readonly report: Report
  readonly filters: Map<Node, Filters>
  /** Pipeline values that were set, by their full name (`pipeline.number`). */
  readonly values: Readonly<Record<string, Value>>
  /** Pipeline parameters, given or by default. */
  readonly parameters: ReadonlyMap<string, Node>
  readonly orbs: OrbSources
  /** Definitions that some workflow reached: all others are checked as warnings (S1.9, S1.10). */
  readonly reached: Set<Definition>
  /** Job groups that some workflow uses. */
  readonly reachedGroups: Set<JobGroup>
  /** Filters that were read: aliases and matrices repeat them. */
  readonly checkedFilters: Set<Node>
  /** Orbs whose source is needed and was not given, by reference. */
  readonly missingOrbs: Set<string>
  /** Jobs without arguments, expanded once. */
  readonly plainJobs: Map<Definition, ExpandedJob>
  /** Whether parts that the server would not look at are looked at too, as warnings. */
  readonly lint: boolean
  /** Steps in branches not taken that were looked at already. */
  readonly linted: Set<Node>
}
