import type { Diagnostic, Report, Source, Span } from '../diagnostics/diagnostic.ts'
import type { Node } from './node.ts'
import type { Scanner } from './scanner.ts'

/** How deep lists and maps may be nested; later phases walk trees by recursion and rely on it. */
export const MAX_DEPTH = 400

/** An anchor that was met; `node` is there once its value is complete. */
export interface AnchorState {
  readonly name: string
  readonly span: Span
  used: boolean
  node: Node | undefined
  /** How many values it stands for, with all that its own aliases repeat. */
  size: number
}

/** The state of making a tree out of tokens. */
export interface Composer {
  readonly scanner: Scanner
  readonly source: Source
  readonly report: Report
  /** The anchors by name: a later one of the same name takes over. */
  readonly named: Map<string, AnchorState>
  readonly anchors: AnchorState[]
  depth: number
  /** How many values the tree has, aliases written out. */
  size: number
  /** How many of them aliases repeat. */
  repeated: number
  /** Whether a mistake was reported that makes the tree useless, though reading could go on. */
  refused: boolean
}

/** Reports a mistake that the syntax survives; the tree is not used afterwards. */
export function refuse(c: Composer, mistake: Mistake): void {
  c.refused = true
  complain(c, { ...mistake, severity: 'error', message: `Unable to parse YAML: ${mistake.message}` })
}

/** What is said of a mistake; that it is an error, and of the YAML, goes without saying. */
export type Mistake = Pick<Diagnostic, 'rule' | 'message' | 'span' | 'help' | 'related'>

/** Reports something, unless the reading has already failed: what is seen after that is not what was written. */
export function complain(c: Composer, diagnostic: Diagnostic): void {
  if (!c.scanner.problem) c.report(diagnostic)
}

/** A stretch of the source that is read. */
export function spanOf(c: Composer, start: number, end: number): Span {
  return { source: c.source, start, end }
}
