import type { Node } from '../../1-parse/node.ts'
import type { Hint } from '../language/describe.ts'
import type { Language, Languages } from '../language/languages.ts'

/** What a change of a config does to what runs. Nothing in it: both do the same. */
export interface Difference {
  readonly jobs: readonly JobChange[]
  readonly workflows: readonly WorkflowChange[]
  readonly parameters: readonly Changed[]
  readonly orbs: readonly Changed[]
  /** Settings of the whole config, e.g. `setup`. */
  readonly settings: readonly Changed[]
  /** What jobs do otherwise for some values of the pipeline only. */
  readonly conditional: readonly Conditional[]
  readonly risks: readonly Risk[]
  /** Orbs whose source was not given, by reference: what comes from them was not compared. */
  readonly unseen: readonly string[]
  /** Whether there is only one workflow, so that it goes without saying. */
  readonly isOneWorkflow: boolean
  readonly languages: Languages
  /** Patterns that say sets of names as the configs write them. */
  readonly hints: readonly Hint[]
}

/** Something with a name whose value changed; a side that is missing has no such thing. */
export interface Changed {
  readonly name: string
  readonly old?: string
  readonly new?: string
}

/** One job, and what changed of it in all workflows; without an old name it was added, without a new one removed. */
export interface JobChange {
  readonly was?: string
  readonly is?: string
  readonly isApproval: boolean
  readonly changes: readonly Change[]
  readonly reach: ReachChange
}

/** How a job changed that is only so where something holds. */
export interface Conditional {
  /** A name and its value, as a sentence has them: `pipeline.parameters.x` is `true`. */
  readonly where: string
  readonly job: JobChange
}

/** One thing that changed of a job. `workflow` is where, for what a job has in each workflow by itself. */
export type Change =
  | { readonly is: 'joined' | 'left'; readonly workflow: string }
  | { readonly is: 'type'; readonly old: string; readonly new: string }
  | ({ readonly is: 'executor' } & Omit<Changed, 'name'>)
  | ({ readonly is: 'image' | 'environment' | 'setting' } & Changed)
  | { readonly is: 'steps'; readonly old: readonly Node[]; readonly new: readonly Node[] }
  | ({ readonly is: 'requires' | 'contexts'; readonly workflow: string } & Sets)
  | ({ readonly is: 'filters' | 'entry'; readonly workflow: string } & Changed)

/** What came to a set and what went, sorted. */
export interface Sets {
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** Which names reach a job, before and after. */
export interface ReachChange {
  readonly branch: NamesChange
  readonly tag: NamesChange
  /** Pipeline values and parameters that it newly depends on, and no longer does. */
  readonly dependsOn: Sets
}

/** The names that reach a job on each side, and those that came and went. */
export interface NamesChange {
  readonly old: Language
  readonly new: Language
  readonly gained: Language
  readonly lost: Language
  /** Names for which an approval stood before the job, and stands no more. */
  readonly unapproved: Language
  /** Why the sets are not known exactly; empty where they are. */
  readonly reasons: readonly string[]
}

/** A workflow that was added, removed or renamed, or whose condition or settings changed. */
export interface WorkflowChange {
  readonly was?: string
  readonly is?: string
  readonly changes: readonly Changed[]
}

/** A change that a reviewer should not miss. */
export type Risk =
  | { readonly is: 'reach'; readonly job: JobChange; readonly kind: 'branch' | 'tag'; readonly names: Language }
  | { readonly is: 'approval'; readonly job: JobChange; readonly kind: 'branch' | 'tag'; readonly names: Language }
  | { readonly is: 'context'; readonly job: JobChange; readonly contexts: readonly string[] }
  | { readonly is: 'image'; readonly job: JobChange; readonly old: string; readonly new: string }
  | { readonly is: 'masked'; readonly job: JobChange; readonly command: string }
  | { readonly is: 'orb'; readonly orb: string }
