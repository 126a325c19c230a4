/** A text that was given to us, and the name people know it by: a path as the user wrote it, `-`, or `ns/orb@1.2.3`. */
export interface Source {
  readonly file: string
  readonly text: string
}

/** A stretch of a source: half-open UTF-16 offsets. Line and column are made only where something is printed. */
export interface Span {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** How bad it is: `error` CircleCI refuses, `warning` it runs but not as meant, `info` advice. */
export type Severity = 'error' | 'warning' | 'info'

/** The id of a complaint, `area/problem` in kebab-case, never reused. */
export type RuleId = `${string}/${string}`

/** Another place that a complaint speaks of: the other half, or a call that led to it. */
export interface Related {
  readonly message: string
  readonly span: Span
}

/** One change of the text that mends a complaint. */
export interface Edit {
  readonly span: Span
  readonly text: string
}

/** A repair that can be applied: `safe` keeps what the config does, `unsafe` may change it. */
export interface Fix {
  readonly title: string
  readonly kind: 'safe' | 'unsafe'
  readonly edits: readonly Edit[]
}

/** A complaint about the user's text, with its place. */
export interface Diagnostic {
  readonly rule: RuleId
  readonly severity: Severity
  readonly message: string
  readonly span: Span
  readonly related: readonly Related[]
  readonly help?: string
  readonly fix?: Fix
}

/** Where phases hand over the user's mistakes. A phase never throws on any input text. */
export type Report = (diagnostic: Diagnostic) => void
