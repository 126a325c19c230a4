import type { Entry, MapNode, Node } from '../1-parse/node.ts'
import type { Config, Definition, Workflow } from '../2-resolve/config.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { Call } from './call.ts'
import type { Scope } from './scope.ts'

/** A config with all reuse removed: what really runs, and where each part came from. */
export interface Expanded {
  readonly config: Config
  /** Comment lines that the server puts first (S21.2). */
  readonly headers: readonly string[]
  /** Jobs that workflows use, in the order of first use. */
  readonly jobs: readonly ExpandedJob[]
  readonly workflows: readonly ExpandedWorkflow[]
  /** Workflows whose condition is false for these values, where they were looked at too (S1.10). */
  readonly suppressed?: readonly ExpandedWorkflow[]
  /** Where `version` stands among the workflows of the output (S21.10). */
  readonly versionAt: number
  /** Orbs that a workflow reaches and whose source was not given, by reference: the expansion lacks what they hold. */
  readonly missingOrbs: readonly string[]
}

/** A job as the server runs it; `body` is what is printed under its name, in order (FACTS 3.4). */
export interface ExpandedJob {
  /** The final name, after numbering (S15). */
  name: string
  readonly body: MapNode
  readonly type: JobType
  readonly definition: Definition | undefined
  readonly call: Call
}

/** The types of jobs (S11.7). */
export type JobType = 'build' | 'approval' | 'no-op' | 'release' | 'lock' | 'unlock'

/** A workflow that is kept. */
export interface ExpandedWorkflow {
  readonly name: string
  readonly source: Workflow | undefined
  readonly span: Span
  readonly jobs: readonly ExpandedEntry[]
  /** What it says besides its jobs and its condition: `triggers`, `max_auto_reruns` (S13.1). */
  readonly settings: readonly Entry[]
  /** The scope in which its condition and the filters of its jobs are read: pipeline values and parameters. */
  readonly scope: Scope
}

/** One job of a workflow. */
export interface ExpandedEntry {
  /** The final name. */
  name: string
  /** The job as the source names it, e.g. `node/test`. */
  readonly reference: string
  readonly type: JobType
  /** The job that runs; none for an approval, and for a job from an orb whose source was not given. */
  readonly job: ExpandedJob | undefined
  requires: readonly Requirement[]
  readonly filters: Node | undefined
  readonly context: Node | undefined
  readonly serialGroup: Node | undefined
  /** The settings as they are written, templates and all. */
  readonly settings: readonly Entry[]
  readonly span: Span
  readonly call: Call
}

/** A job that must end before another one starts. */
export interface Requirement {
  readonly entry: ExpandedEntry
  readonly statuses: readonly Status[]
  /** How the statuses were written, where they were (`a: failed`). */
  readonly written: Node | undefined
  readonly span: Span
}

/** How a job can end (S16.2). */
export type Status = 'success' | 'failed' | 'canceled' | 'unauthorized' | 'not_run'
