import type { Expanded, ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { contextsOf } from '../contexts.ts'
import { compareBodies, compareMaps } from './body.ts'
import { canonical, canonicalFilters, shown } from './canonical.ts'
import type { Change } from './difference.ts'
import type { WorkflowPair } from './match.ts'
import { compareSets, isSame } from './sets.ts'

/** One job in one workflow, before and after; one side at least is there. */
export interface Meeting {
  readonly pair: WorkflowPair
  readonly old?: ExpandedEntry
  readonly new?: ExpandedEntry
}

/** What changed of one job in one workflow. `isFilterSame` says whether two texts of filters let the same names pass. */
export function compareEntries(
  { pair, old, new: now }: Meeting,
  isFilterSame: (old: ExpandedEntry, now: ExpandedEntry) => boolean,
): readonly Change[] {
  const workflow = pair.new?.name ?? pair.old?.name ?? ''
  if (!old) return now ? [{ is: 'joined', workflow }] : []
  if (!now) return [{ is: 'left', workflow }]
  const requires = compareSets(requirementsOf(old, namesIn(pair)), requirementsOf(now, new Map()))
  const contexts = compareSets(contextsOf(old), contextsOf(now))
  const areFiltersSame = canonicalFilters(old.filters) === canonicalFilters(now.filters) || isFilterSame(old, now)
  return [
    ...(old.type === now.type ? [] : [{ is: 'type', old: old.type, new: now.type } as const]),
    ...bodies(old, now),
    ...(isSame(requires) ? [] : [{ is: 'requires', workflow, ...requires } as const]),
    ...(isSame(contexts) ? [] : [{ is: 'contexts', workflow, ...contexts } as const]),
    ...(areFiltersSame ? [] : [{ is: 'filters', workflow, name: 'filters', ...filterTexts(old, now) } as const]),
    ...compareMaps(settingsOf(old, pair.old), settingsOf(now, pair.new)).map(
      (changed): Change => ({ is: 'entry', workflow, ...changed }),
    ),
  ]
}

function bodies(old: ExpandedEntry, now: ExpandedEntry): readonly Change[] {
  if (old.job && now.job) return old.job.body === now.job.body ? [] : compareBodies(old.job.body, now.job.body)
  if (old.reference === now.reference || old.type === 'approval') return []
  return [{ is: 'setting', name: 'job', old: old.reference, new: now.reference }]
}

/** What jobs of the old workflow are called in the new one. */
function namesIn({ entries }: WorkflowPair): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(({ old, new: now }) => (old && now ? [[old.name, now.name] as const] : [])))
}

/** Each requirement as text, with the statuses that are not just success. */
export function requirementsOf({ requires }: ExpandedEntry, names: ReadonlyMap<string, string>): readonly string[] {
  return requires.map(({ entry: { name }, statuses }) => {
    const isPlain = statuses.length === 1 && statuses[0] === 'success'
    return `${names.get(name) ?? name}${isPlain ? '' : ` (${[...statuses].sort().join(' or ')})`}`
  })
}

function filterTexts(old: ExpandedEntry, now: ExpandedEntry): { readonly old?: string; readonly new?: string } {
  return {
    ...(old.filters ? { old: shown(old.filters) } : {}),
    ...(now.filters ? { new: shown(now.filters) } : {}),
  }
}

/** Settings that are neither of the job's body nor compared by themselves. */
function settingsOf(entry: ExpandedEntry, workflow: ExpandedWorkflow | undefined): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  if (entry.serialGroup) found.set('serial-group', shown(entry.serialGroup))
  // The arguments of a job from an orb that was not given are all that is known of it.
  if (entry.job || entry.type === 'approval') return found
  const source = workflow?.source?.entries.find(({ span }) => span.start === entry.span.start)
  for (const { key, value } of source?.settings ?? [])
    if (!['requires', 'context', 'filters', 'name', 'serial-group'].includes(key)) found.set(key, canonical(value))
  return found
}

/** Whether a config has no job of this name. */
export function isNew(name: string, old: Expanded | undefined): boolean {
  return !old?.workflows.some(({ jobs }) => jobs.some(entry => entry.name === name))
}
