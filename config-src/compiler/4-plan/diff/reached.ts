import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import { TooHard } from '../language/automaton.ts'
import type { Language, Languages } from '../language/languages.ts'
import { either, exactly, type Names } from '../language/names.ts'
import type { JobReach } from '../reach.ts'
import type { NamesChange, ReachChange } from './difference.ts'
import { compareSets } from './sets.ts'

/** What reach found out about the jobs of one config. */
export type ReachByEntry = ReadonlyMap<ExpandedEntry, JobReach>

/** The jobs of one name on both sides, and the algebra that their sets are compared in. */
export interface Comparing {
  readonly languages: Languages
  readonly old: readonly JobReach[]
  readonly new: readonly JobReach[]
}

/** Which names reach a job before and after, in all its workflows together. */
export function compareReach(comparing: Comparing): ReachChange {
  const { old, new: now } = comparing
  return {
    branch: compareNames(comparing, 'branch'),
    tag: compareNames(comparing, 'tag'),
    dependsOn: compareSets(dependsOn(old), dependsOn(now)),
  }
}

function dependsOn(jobs: readonly JobReach[]): readonly string[] {
  return jobs.flatMap(job => job.dependsOn)
}

function compareNames({ languages, old, new: now }: Comparing, kind: 'branch' | 'tag'): NamesChange {
  const some = (jobs: readonly JobReach[]): Names =>
    together(
      languages,
      jobs.map(job => job[kind].some),
    )
  const unapproved = (jobs: readonly JobReach[]): Names =>
    together(
      languages,
      jobs.map(job => job[kind].unapproved),
    )
  const before = some(old)
  const after = some(now)
  const open = { before: unapproved(old), after: unapproved(now) }
  const reasons = [...new Set([...before.reasons, ...after.reasons])]
  // Where a bound is not exact but stayed where it was, nothing is known to have changed.
  const gained = minus(languages, after.may, before.may)
  const lost = minus(languages, before.may, after.may)
  const newlyOpen = minus(languages, open.after.may, open.before.may)
  return {
    old: before.may,
    new: after.may,
    gained,
    lost,
    unapproved: attempt(languages, () => languages.intersect(newlyOpen, before.may)),
    reasons: before.may === after.may && before.must === after.must ? [] : reasons,
  }
}

function together(languages: Languages, names: readonly Names[]): Names {
  return names.reduce((left, right) => either(languages, left, right), exactly(languages.none))
}

function minus(languages: Languages, left: Language, right: Language): Language {
  return left === right ? languages.none : attempt(languages, () => languages.without(left, right))
}

/** What is too hard to work out is said to be anything. */
function attempt(languages: Languages, work: () => Language): Language {
  try {
    return work()
  } catch (cause) {
    if (cause instanceof TooHard) return languages.all
    throw cause
  }
}

/** Whether a job runs for the same names on both sides, whatever its filters are made of, and that is known exactly. */
export function isReachSame(old: JobReach | undefined, now: JobReach | undefined): boolean {
  if (!old || !now || old.dependsOn.length > 0 || now.dependsOn.length > 0) return false
  return (['branch', 'tag'] as const).every(
    kind =>
      old[kind].some.may === now[kind].some.may &&
      old[kind].some.reasons.length === 0 &&
      now[kind].some.reasons.length === 0,
  )
}
