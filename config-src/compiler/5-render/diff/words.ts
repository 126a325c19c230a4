import type {
  Change,
  Changed,
  JobChange,
  NamesChange,
  Risk,
  Sets,
  WorkflowChange,
} from '../../4-plan/diff/difference.ts'
import { list, type Naming, said, tick } from './names.ts'

/** A risk in one sentence. */
export function riskText(risk: Risk, naming: Naming): string {
  switch (risk.is) {
    case 'orb':
      return `orb ${tick(risk.orb)} is new: its code runs in your pipeline`
    case 'reach': {
      const { job, kind, names } = risk
      const isNew = job.was === undefined
      return `${nameOf(job)} is ${isNew ? 'new, and' : 'now also'} reachable from ${said(names, kind, naming)}${exactness(job.reach[kind])}`
    }
    case 'approval':
      return `${nameOf(risk.job)} no longer waits for an approval on ${said(risk.names, risk.kind, naming)}`
    case 'context':
      return `${nameOf(risk.job)} now sees the secrets of ${contexts(risk.contexts)}`
    case 'image':
      return `${nameOf(risk.job)} runs on an image that is no longer pinned: ${tick(risk.new)}, before ${tick(risk.old)}`
    case 'masked':
      return `${nameOf(risk.job)} has a check that ${risk.job.was === undefined ? 'cannot' : 'can no longer'} fail: ${tick(risk.command)}`
  }
}

/** What changed of a job in some way, as a line; steps are shown, not told. */
export function changeText(change: Change, isOneWorkflow: boolean): string {
  const where = 'workflow' in change && !isOneWorkflow ? `, in workflow ${tick(change.workflow)}` : ''
  switch (change.is) {
    case 'joined':
      return `now in workflow ${tick(change.workflow)}`
    case 'left':
      return `no longer in workflow ${tick(change.workflow)}`
    case 'type':
      return `was ${article(change.old)}, is ${article(change.new)}`
    case 'executor':
      return `runs on ${tick(change.new ?? 'nothing')}, before on ${tick(change.old ?? 'nothing')}`
    case 'environment':
      return changedText({ ...change, name: `environment ${tick(change.name)}` })
    case 'requires':
      return `${setsText('requires', change)}${where}`
    case 'contexts':
      return `${setsText('context', change)}${where}`
    case 'steps':
      return 'steps'
    case 'filters':
      return `${changedText({ old: 'none', new: 'none', ...change, name: 'filters' })}${where}`
    case 'image':
      return changedText(change)
    case 'setting':
    case 'entry':
      return `${changedText({ ...change, name: tick(change.name) })}${where}`
  }
}

function article(type: string): string {
  return type === 'build' ? 'a job' : type === 'approval' ? 'an approval' : `a ${tick(type)} job`
}

function contexts(names: readonly string[]): string {
  return `${names.length === 1 ? 'context' : 'contexts'} ${list(names.map(tick))}`
}

function setsText(what: string, { added, removed }: Sets): string {
  const parts = [
    added.length > 0 ? `also ${list(added.map(tick))}` : '',
    removed.length > 0 ? `no longer ${list(removed.map(tick))}` : '',
  ]
  return `${what} ${parts.filter(part => part !== '').join(', ')}`
}

/** One value before and after. */
export function changedText({ name, old, new: now }: Changed): string {
  if (old === undefined) return `${name} added: ${tick(now ?? '')}`
  if (now === undefined) return `${name} removed, was ${tick(old)}`
  return `${name} ${tick(old)} → ${tick(now)}`
}

/** How the names that reach a job changed, a line for each way. */
export function reachTexts(job: JobChange, naming: Naming): readonly string[] {
  const { none } = naming.languages
  const { dependsOn } = job.reach
  const lines = (['branch', 'tag'] as const).flatMap(kind => {
    const change = job.reach[kind]
    const { gained, lost, unapproved } = change
    return [
      gained === none ? '' : `now also reachable from ${said(gained, kind, naming)}${exactness(change)}`,
      lost === none ? '' : `no longer reachable from ${said(lost, kind, naming)}${exactness(change)}`,
      unapproved === none ? '' : `no longer waits for an approval on ${said(unapproved, kind, naming)}`,
    ]
  })
  const { added, removed } = dependsOn
  return [
    ...lines.filter(line => line !== ''),
    ...(added.length > 0 ? [`now depends on ${list(added.map(tick))}`] : []),
    ...(removed.length > 0 ? [`no longer depends on ${list(removed.map(tick))}`] : []),
  ]
}

function exactness({ reasons }: NamesChange): string {
  return reasons.length === 0 ? '' : ` (not exact: ${reasons.join('; ')})`
}

function nameOf({ is, was }: JobChange): string {
  return tick(is ?? was ?? '')
}

/** What a new or a former job is reached from. */
export function reachedText({ reach: { branch, tag } }: JobChange, side: 'old' | 'new', naming: Naming): string {
  const { none } = naming.languages
  const sets = [
    branch[side] === none ? '' : said(branch[side], 'branch', naming),
    tag[side] === none ? '' : said(tag[side], 'tag', naming),
  ].filter(text => text !== '')
  return sets.length === 0 ? 'nothing reaches it' : `reachable from ${list(sets)}`
}

/** A workflow that changed, in a few words. */
export function workflowHead({ was, is }: WorkflowChange): string {
  if (was === undefined) return `${tick(is ?? '')} added`
  if (is === undefined) return `${tick(was)} removed`
  return was === is ? tick(is) : `${tick(was)} is now called ${tick(is)}`
}
