import type { Entry, MapNode, Node, ScalarNode } from '../1-parse/node.ts'
import type { Document } from '../1-parse/parse.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { ParameterType } from './shapes/parameters.ts'

/** A config whose sections were read: every definition knows its name, its parameters and the names it can see. */
export interface Config {
  readonly document: Document
  /** `2` for version 2 and 2.0, which have no templates, orbs, commands, executors or parameters (S1.3). */
  readonly version: '2.1' | '2'
  readonly setup: boolean
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly library: Library
  readonly groups: ReadonlyMap<string, JobGroup>
  readonly workflows: readonly Workflow[]
  /** Where `workflows.version` stands among the workflows, or undefined where the source has none (S21.10). */
  readonly workflowsVersion: number | undefined
  /** Whether `workflows` is missing, so that a job `build` runs by itself (S1.5). */
  readonly implicit: boolean
}

/** The names that one file declares and the orbs that it imports: the scope in which its steps are read (S8.9, S8.10). */
export interface Library {
  /** `the config`, or `orb "node"`. */
  readonly title: string
  readonly isOrb: boolean
  readonly executors: ReadonlyMap<string, Element>
  readonly commands: ReadonlyMap<string, Element>
  readonly jobs: ReadonlyMap<string, Element>
  readonly orbs: Map<string, Orb>
  /** Names of functions, a beta whose steps are passed on as they are (S12.30). */
  readonly functions: ReadonlySet<string>
}

/** The kinds of things that can be defined and called. */
export type ElementKind = 'executor' | 'command' | 'job'

/** A definition, or a name that stands for another one (S8.12). */
export type Element = Definition | Alias | Broken

/** A definition that was complained about: it exists, and nothing more is known of it. */
export interface Broken {
  readonly is: 'broken'
}

/** A command, a job or an executor. */
export interface Definition {
  readonly is: 'definition'
  readonly kind: ElementKind
  readonly name: string
  readonly nameSpan: Span
  readonly node: MapNode
  readonly parameters: ReadonlyMap<string, Parameter>
  readonly home: Library
}

/** A name that stands for an element of an orb, or for another executor (S8.12). */
export interface Alias {
  readonly is: 'alias'
  readonly kind: ElementKind
  readonly name: string
  readonly nameSpan: Span
  readonly target: ScalarNode
  readonly home: Library
}

/** A declared parameter. `fallback` is its default; none means that it must be given (S7.3, S7.4a). */
export interface Parameter {
  readonly name: string
  /** `any` where the declaration says no type, or none that exists. */
  readonly type: ParameterType | 'any'
  readonly fallback?: Node
  readonly members?: readonly Node[]
  readonly span: Span
}

/** What an alias under `orbs` stands for. */
export type Orb =
  | {
      readonly is: 'open'
      readonly alias: string
      readonly span: Span
      readonly library: Library
      readonly reference?: OrbReference
    }
  | {
      readonly is: 'opaque'
      readonly alias: string
      readonly span: Span
      readonly reference: OrbReference
      /** Whether it is an empty map, which a tool fills in before CircleCI reads the config. */
      readonly isPlaceholder?: true
    }
  | { readonly is: 'templated'; readonly alias: string; readonly span: Span; readonly node: ScalarNode }
  | { readonly is: 'broken'; readonly alias: string; readonly span: Span }

/** How an orb was asked for, and which version that was found to be. */
export interface OrbReference {
  readonly asked: string
  readonly resolved: string
}

/** One workflow: what the server reads of it. */
export interface Workflow {
  readonly name: string
  readonly nameSpan: Span
  readonly node: MapNode
  readonly condition?: { readonly is: 'when' | 'unless'; readonly node: Node; readonly span: Span }
  readonly entries: readonly JobEntry[]
}

/** One item of `jobs` in a workflow or a group: which job, and the map of its settings. */
export interface JobEntry {
  readonly job: string
  readonly jobSpan: Span
  readonly settings: readonly Entry[]
  readonly span: Span
}

/** A group of jobs that is used like one job (S18.20). */
export interface JobGroup {
  readonly name: string
  readonly nameSpan: Span
  readonly entries: readonly JobEntry[]
}
