import type { Complaints } from '../diagnostics/collect.ts'
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/sort.ts'
import { type Facts, type Found, factsOf } from './facts.ts'
import type { Level, Rule } from './rule.ts'
import { defaultSettings, type RuleSettings, severityOf } from './settings.ts'
import { isSuppressing, suppress } from './suppress.ts'

/** Which rules look at a config, and how strictly. */
export interface Checking {
  readonly rules: readonly Rule[]
  /** Ids that the phases report, besides those of the rules: for comments that name one. */
  readonly known?: readonly string[]
  /** `default` where it is not said. */
  readonly level?: Level
  /** What the owner of the config decided. */
  readonly settings?: RuleSettings
  /** What other programs found in the same text: comments and settings hold for it too. */
  readonly others?: readonly Diagnostic[]
}

/** As far as the phases came with a text. */
export interface SoFar extends Pick<Found, 'document' | 'profile' | 'orbs'> {
  readonly config: Found['config'] | undefined
  readonly expanded: Found['expanded'] | undefined
}

/** Runs rules over what exists, and applies the settings and the comments that silence complaints, those of the phases too. */
export function checkRules(soFar: SoFar, checking: Checking, { report, sorted }: Complaints): readonly Diagnostic[] {
  const { document, config, expanded, ...rest } = soFar
  const { rules, known = [], level = 'default', settings = defaultSettings, others = [] } = checking
  for (const other of others) report(other)
  const wanted = rules.filter(rule => level === 'pedantic' || rule.level === 'default')
  if (config && expanded) {
    const facts = factsOf({ document, config, expanded, settings, ...rest })
    for (const rule of wanted) runRule(rule, facts, report)
  }
  const ids = new Set<string>(rules.map(({ id }) => id))
  const settled = sorted().flatMap(diagnostic => settle(diagnostic, ids, settings))
  if (!isSuppressing(document)) return settled
  const ran = new Set(config && expanded ? wanted : [])
  const notRun = new Set(rules.filter(rule => !ran.has(rule)).map(({ id }) => id))
  return sortDiagnostics(suppress(settled, { document, known: [...ids, ...known], notRun }))
}

/** What the phases say can be made louder, quieter or silent too, but for what CircleCI refuses. */
function settle(diagnostic: Diagnostic, rules: ReadonlySet<string>, settings: RuleSettings): readonly Diagnostic[] {
  if (diagnostic.severity === 'error' || rules.has(diagnostic.rule)) return [diagnostic]
  const wanted = severityOf(diagnostic.rule, diagnostic.span.source.file, settings)
  if (wanted === 'off') return []
  return [wanted ? { ...diagnostic, severity: wanted } : diagnostic]
}

/** Runs one rule, with the severity that the settings give it for this file; `off` leaves it out. */
export function runRule(rule: Rule, facts: Facts, report: Report): void {
  const wanted = severityOf(rule.id, facts.document.source.file, facts.settings)
  if (wanted === 'off') return
  rule.check(facts, finding => {
    const severity = wanted ?? finding.severity ?? rule.severity
    report({ related: [], ...finding, rule: rule.id, severity })
  })
}
