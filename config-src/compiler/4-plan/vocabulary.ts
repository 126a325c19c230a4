import type { Section } from '../3-expand/filter/read.ts'
import type { Profile } from '../3-expand/scope.ts'
import type { RefKind } from './condition/filter.ts'
import { addCondition, addExpression, type Use, type Uses } from './condition/uses.ts'
import { TooHard } from './language/automaton.ts'
import type { Hint } from './language/describe.ts'
import type { Reach } from './reach.ts'

/** The names and the patterns that a config itself writes, for saying sets of names in its own words. */
export interface Vocabulary {
  readonly hints: readonly Hint[]
  /** Names of branches and of tags that stand in the config, and the usual ones. */
  readonly preferred: Readonly<Record<RefKind, readonly string[]>>
}

/** More patterns than that are not tried in describing a set. */
const mostHints = 60

/** Collects the names and patterns of the filters and conditions of a config. */
export function vocabularyOf({ jobs, languages }: Reach, profile: Profile): Vocabulary {
  const names = { branch: new Set<string>(), tag: new Set<string>() }
  const patterns = new Set<string>()
  const uses: Uses = new Map()
  for (const { filters, workflow } of jobs) {
    const { condition } = workflow.source ?? {}
    if (condition) addCondition(condition.node, uses)
    if (filters?.kind === 'expression' && filters.expr) addExpression(filters.expr, uses)
    if (filters?.kind !== 'map') continue
    addSection(filters.branches, names.branch, patterns)
    addSection(filters.tags, names.tag, patterns)
  }
  for (const kind of ['branch', 'tag'] as const) {
    for (const use of uses.get(`pipeline.git.${kind}`) ?? []) addUse(use, names[kind], patterns)
  }
  const hints = [...patterns]
    .slice(0, mostHints)
    .flatMap(source => hintOf(source, () => languages.pattern(source, profile)))
  return {
    hints,
    preferred: { branch: [...names.branch, 'main', 'master'], tag: [...names.tag, 'v1.0.0', 'v1', '1.0.0'] },
  }
}

function addSection(section: Section | undefined, names: Set<string>, patterns: Set<string>): void {
  for (const { kind, source } of [...(section?.only ?? []), ...(section?.ignore ?? [])]) {
    if (kind === 'literal') names.add(source)
    else patterns.add(source)
  }
}

function addUse(use: Use, names: Set<string>, patterns: Set<string>): void {
  if (use.how === 'equal' && typeof use.value === 'string') names.add(use.value)
  if (use.how === 'matches') patterns.add(use.value)
  if (use.how === 'starts-with') patterns.add(`${use.value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}.*`)
}

function hintOf(source: string, read: () => Hint['language']): Hint[] {
  try {
    return [{ text: `/${source}/`, language: read() }]
  } catch (cause) {
    if (cause instanceof TooHard) return []
    throw cause
  }
}
