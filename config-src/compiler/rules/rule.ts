import type { Fix, Related, RuleId, Severity, Span } from '../diagnostics/diagnostic.ts'
import type { Facts } from './facts.ts'

/** Who wants a rule: nearly everybody, or those who asked for matters of taste with `--pedantic`. */
export type Level = 'default' | 'pedantic'

/**
 * An opinion about configs. Its file is named by its id, and is its documentation and its test as well: `bad` reports
 * exactly this rule, `good` nothing at all.
 */
export interface Rule {
  readonly id: RuleId
  readonly severity: Severity
  readonly level: Level
  /** What is wrong, in a few words: the heading of its documentation. */
  readonly title: string
  /** What it finds, and what it leaves alone: sentences in Markdown. */
  readonly what: string
  /** What happens to somebody who has it: sentences in Markdown. */
  readonly why: string
  /** A small whole config that has it. */
  readonly bad: string
  /** The same config, mended. */
  readonly good: string
  /** Where it comes from: a number of the language reference (`S16.9`), or a link. */
  readonly source: string
  /** The smallest settings that `bad` needs, as the text of a `circlec.yml`; most rules need none. */
  readonly settings?: string
  /** Looks at what is known of a config. It never throws: what it does not understand it leaves alone. */
  readonly check: (facts: Facts, report: ReportFinding) => void
}

/** What a rule found: the place and the words; the id is the rule's, and so is the severity if none is said. */
export interface Finding {
  readonly span: Span
  readonly message: string
  readonly help?: string
  readonly related?: readonly Related[]
  readonly fix?: Fix
  readonly severity?: Severity
}

/** Where a rule hands over what it found. */
export type ReportFinding = (finding: Finding) => void
