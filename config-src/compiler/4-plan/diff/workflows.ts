import { get } from '../../1-parse/build.ts'
import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { compareMaps } from './body.ts'
import { canonical, canonicalCondition, canonicalFilters, shown } from './canonical.ts'
import type { Changed, WorkflowChange } from './difference.ts'
import type { WorkflowPair } from './match.ts'

type Both = { readonly old: ExpandedEntry; readonly new: ExpandedEntry }

/** Workflows that came, went or were renamed, or whose condition, schedules or settings changed. */
export function compareWorkflows(
  pairs: readonly WorkflowPair[],
  runsForSame: (meeting: Both) => boolean,
): readonly WorkflowChange[] {
  return pairs.flatMap((pair): WorkflowChange[] => {
    const { old, new: now } = pair
    const changes =
      old && now ? [...conditions(pair, runsForSame), ...compareMaps(settingsOf(old), settingsOf(now))] : []
    if (old?.name === now?.name && changes.length === 0) return []
    return [{ ...(old ? { was: old.name } : {}), ...(now ? { is: now.name } : {}), changes }]
  })
}

function conditions(
  { old, new: now, entries }: WorkflowPair,
  runsForSame: (meeting: Both) => boolean,
): readonly Changed[] {
  const before = conditionOf(old)
  const after = conditionOf(now)
  if (before?.key === after?.key) return []
  const kept = entries.flatMap(({ old: one, new: other }) => (one && other ? [{ old: one, new: other }] : []))
  if (kept.length === entries.length && kept.every(runsForSame)) return []
  return [{ name: 'condition', ...(before ? { old: before.text } : {}), ...(after ? { new: after.text } : {}) }]
}

function conditionOf(
  workflow: ExpandedWorkflow | undefined,
): { readonly key: string; readonly text: string } | undefined {
  const condition = workflow?.source?.condition
  if (!condition) return undefined
  return {
    key: `${condition.is} ${canonicalCondition(condition.node)}`,
    text: `${condition.is === 'when' ? '' : 'unless '}${shown(condition.node)}`,
  }
}

/** Schedules, and whatever else a workflow may say besides its jobs and its condition. */
function settingsOf({ source }: ExpandedWorkflow): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { key, value } of source?.node.entries ?? []) {
    if (key === 'when' || key === 'unless' || key === 'jobs') continue
    if (key !== 'triggers' || value.kind !== 'seq') found.set(key, canonical(value))
    else {
      const schedules = value.items.map(item => get(item, 'schedule')).flatMap(it => it ?? [])
      const texts = schedules.map(it => `${canonical(get(it, 'cron'))} for ${canonicalFilters(get(it, 'filters'))}`)
      found.set('schedule', texts.sort().join('; '))
    }
  }
  return found
}
