import type { Config, Orb, Parameter } from '../../2-resolve/config.ts'
import type { Expanded, ExpandedEntry } from '../../3-expand/expanded.ts'
import type { Profile } from '../../3-expand/scope.ts'
import { Languages } from '../language/languages.ts'
import { type Question, reach } from '../reach.ts'
import { vocabularyOf } from '../vocabulary.ts'
import { compareMaps } from './body.ts'
import { canonical } from './canonical.ts'
import type { Change, Changed, Difference, JobChange, Risk } from './difference.ts'
import { compareEntries, type Meeting } from './entries.ts'
import { matchWorkflows, type WorkflowPair } from './match.ts'
import { compareReach, isReachSame, type ReachByEntry } from './reached.ts'
import { type CannotFail, risksOf } from './risks.ts'
import { isSame } from './sets.ts'
import { compareWorkflows } from './workflows.ts'

/** One side of a comparison: a config that was expanded with all its workflows. */
export interface Side {
  readonly expanded: Expanded
  readonly profile: Profile
}

/** The two sides, one of which may not exist, and what is known from outside. */
export interface Sides {
  readonly old?: Side
  readonly new?: Side
  /** Pipeline values that are fixed on both sides, by full name. */
  readonly fixed: Question['fixed']
  readonly cannotFail: CannotFail
  /** Whether who reaches a job is not asked for, only what jobs do. */
  readonly withoutReach?: boolean
}

/** Says what a change of a config does to what runs: after expansion, not as text. */
export function compare({ old, new: now, fixed, cannotFail, withoutReach = false }: Sides): Difference {
  const languages = new Languages()
  const asked = withoutReach ? {} : { old, new: now }
  const reaches = { old: reachOf(asked.old, fixed, languages), new: reachOf(asked.new, fixed, languages) }
  const pairs = matchWorkflows(old?.expanded, now?.expanded)
  const groups = groupsOf(pairs)
  const isFilterSame = (before: ExpandedEntry, after: ExpandedEntry): boolean =>
    isReachSame(reaches.old.get(before), reaches.new.get(after))
  const judged = groups.map(meetings => {
    const entries = { old: meetings.flatMap(it => it.old ?? []), new: meetings.flatMap(it => it.new ?? []) }
    const reached = compareReach({
      languages,
      old: entries.old.flatMap(entry => reaches.old.get(entry) ?? []),
      new: entries.new.flatMap(entry => reaches.new.get(entry) ?? []),
    })
    return { ...entries, job: jobChange(meetings, entries, { reach: reached, isFilterSame }) }
  })
  const changed = judged.filter(({ job }) => isChanged(job, languages))
  const orbs = compareMaps(orbsOf(old?.expanded.config), orbsOf(now?.expanded.config))
  const jobs = [...reaches.old.values(), ...reaches.new.values()]
  return {
    languages,
    hints: vocabularyOf({ languages, jobs }, (now ?? old)?.profile ?? 'next').hints,
    isOneWorkflow: pairs.length === 1,
    jobs: changed.map(({ job }) => job),
    workflows: compareWorkflows(pairs, meeting => isFilterSame(meeting.old, meeting.new)),
    parameters: compareMaps(parametersOf(old?.expanded.config), parametersOf(now?.expanded.config)),
    orbs,
    settings: old && now ? compareMaps(settingsOf(old.expanded.config), settingsOf(now.expanded.config)) : [],
    conditional: [],
    risks: [...changed.flatMap(one => risksOf(one, languages, cannotFail)), ...orbs.flatMap(newOrb)],
    unseen: [...new Set([...(old?.expanded.missingOrbs ?? []), ...(now?.expanded.missingOrbs ?? [])])].sort(),
  }
}

/** Whether both sides do the same. */
export function isEqual({ jobs, workflows, parameters, orbs, settings, conditional }: Difference): boolean {
  return [jobs, workflows, parameters, orbs, settings, conditional].every(list => list.length === 0)
}

function reachOf(side: Side | undefined, fixed: Question['fixed'], languages: Languages): ReachByEntry {
  if (!side) return new Map()
  return new Map(reach({ ...side, fixed, languages }).jobs.map(job => [job.entry, job]))
}

/** Puts the same job of several workflows together, and what left one workflow with what joined another. */
function groupsOf(pairs: readonly WorkflowPair[]): readonly (readonly Meeting[])[] {
  const meetings = pairs.flatMap(pair => pair.entries.map((entry): Meeting => ({ pair, ...entry })))
  const groups = new Map<string, Meeting[]>()
  const homes = { old: new Map<string, string>(), new: new Map<string, string>() }
  const add = (key: string, meeting: Meeting): void => void groups.set(key, [...(groups.get(key) ?? []), meeting])
  for (const meeting of meetings) {
    if (!meeting.old || !meeting.new) continue
    const key = `${meeting.old.name}\n${meeting.new.name}`
    homes.old.set(meeting.old.name, key)
    homes.new.set(meeting.new.name, key)
    add(key, meeting)
  }
  for (const meeting of meetings) {
    if (meeting.old && meeting.new) continue
    const name = (meeting.old ?? meeting.new)?.name ?? ''
    const home = meeting.old ? homes.old.get(name) : homes.new.get(name)
    add(home ?? `${name}\n${name}`, meeting)
  }
  return [...groups.values()]
}

interface Found {
  readonly reach: JobChange['reach']
  readonly isFilterSame: (old: ExpandedEntry, now: ExpandedEntry) => boolean
}

function jobChange(
  meetings: readonly Meeting[],
  { old, new: now }: { readonly old: readonly ExpandedEntry[]; readonly new: readonly ExpandedEntry[] },
  { reach: reached, isFilterSame }: Found,
): JobChange {
  const all = meetings.flatMap(meeting => compareEntries(meeting, isFilterSame))
  const seen = new Set<string>()
  // What is of the job itself is the same in every workflow.
  const changes = all.filter(change => {
    const key = keyOf(change)
    const isFirst = !seen.has(key)
    seen.add(key)
    return isFirst
  })
  return {
    ...(old[0] ? { was: old[0].name } : {}),
    ...(now[0] ? { is: now[0].name } : {}),
    isApproval: (now[0] ?? old[0])?.type === 'approval',
    changes,
    reach: reached,
  }
}

function keyOf(change: Change): string {
  return [change.is, 'workflow' in change ? change.workflow : '', 'name' in change ? change.name : ''].join('\n')
}

function isChanged({ was, is, changes, reach: { branch, tag, dependsOn } }: JobChange, { none }: Languages): boolean {
  const sets = [branch, tag].flatMap(({ gained, lost, unapproved }) => [gained, lost, unapproved])
  return was !== is || changes.length > 0 || sets.some(set => set !== none) || !isSame(dependsOn)
}

function parametersOf(config: Config | undefined): ReadonlyMap<string, string> {
  return new Map([...(config?.parameters ?? [])].map(([name, parameter]) => [name, parameterText(parameter)]))
}

function parameterText({ type, fallback, members }: Parameter): string {
  const of = members ? ` of ${members.map(canonical).join(', ')}` : ''
  return `${type}${of}${fallback ? `, default ${canonical(fallback)}` : ''}`
}

/** The orbs that a config imports, by name without version: what they are called in the config does not matter. */
function orbsOf(config: Config | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const orb of config?.library.orbs.values() ?? []) {
    const reference = referenceOf(orb)
    if (reference === undefined) continue
    const at = reference.indexOf('@')
    const name = at < 0 ? reference : reference.slice(0, at)
    const versions = [found.get(name), at < 0 ? '' : reference.slice(at + 1)].filter(it => it !== undefined)
    found.set(name, versions.sort().join(', '))
  }
  return found
}

function referenceOf(orb: Orb): string | undefined {
  return (orb.is === 'open' || orb.is === 'opaque') && orb.reference ? orb.reference.resolved : undefined
}

function newOrb({ name, old }: Changed): readonly Risk[] {
  return old === undefined ? [{ is: 'orb', orb: name }] : []
}

function settingsOf({ setup, version }: Config): ReadonlyMap<string, string> {
  return new Map([
    ['setup', String(setup)],
    ['version', version],
  ])
}
