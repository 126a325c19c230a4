import type { Node } from '../1-parse/node.ts'
import type { RuleId, Severity } from '../diagnostics/diagnostic.ts'
import type { Filters } from './filter/read.ts'

/** Which generation of the server's compiler is followed (S0.3, S0.4). */
export type Profile = 'next' | 'legacy'

/** What a name in a template or an expression stands for, and what is wrong with using it here. */
export interface Found {
  readonly node: Node
  readonly problem?: {
    readonly rule: RuleId
    readonly severity: Severity
    readonly message: string
    readonly help?: string
  }
}

/** The names that a template or an expression can see (S3.2). */
export interface Scope {
  readonly profile: Profile
  /** Filters already read in this run, by their place in the tree: their faults were reported then. */
  readonly filters?: Map<Node, Filters>
  /** Looks up `pipeline.number`, `parameters.x`, `matrix.y`. An unset value is a null scalar, never undefined (S5.13). */
  readonly find: (name: string) => Found
}
