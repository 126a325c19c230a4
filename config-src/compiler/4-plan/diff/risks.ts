import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import { contextsOf } from '../contexts.ts'
import type { Languages } from '../language/languages.ts'
import { stepsOf } from './body.ts'
import type { JobChange, Risk } from './difference.ts'

/** Finds the checks of a script whose failure nobody would see, each as it is written. */
export type CannotFail = (command: string) => readonly string[]

/** A job that changed, with its entries on both sides. */
export interface Judged {
  readonly job: JobChange
  readonly old: readonly ExpandedEntry[]
  readonly new: readonly ExpandedEntry[]
}

/** Words in the names of jobs that bring something to people. */
const deploys = /(^|[^a-z])(deploy|release|promote|publish|rollout|roll-out|ship|production|prod|staging)/i

/** What a reviewer should not miss of a job. */
export function risksOf(judged: Judged, languages: Languages, cannotFail: CannotFail): readonly Risk[] {
  const { job } = judged
  if (job.is === undefined) return []
  return [
    ...reachRisks(judged, languages),
    ...contextRisks(judged),
    ...imageRisks(job),
    ...maskedRisks(judged, cannotFail),
  ]
}

function reachRisks({ job, old, new: now }: Judged, languages: Languages): readonly Risk[] {
  const isSensitive = now.some(entry => isDeploy(entry) || contextsOf(entry).length > 0)
  return (['branch', 'tag'] as const).flatMap((kind): Risk[] => {
    const { gained, unapproved } = job.reach[kind]
    const more: Risk[] = isSensitive && gained !== languages.none ? [{ is: 'reach', job, kind, names: gained }] : []
    const open: Risk[] =
      old.length > 0 && unapproved !== languages.none ? [{ is: 'approval', job, kind, names: unapproved }] : []
    return [...more, ...open]
  })
}

/** Whether a job deploys: its name says so, or its type. */
function isDeploy({ name, reference, type }: ExpandedEntry): boolean {
  return type !== 'approval' && (type === 'release' || deploys.test(name) || deploys.test(reference))
}

function contextRisks({ job, old, new: now }: Judged): readonly Risk[] {
  const before = old.flatMap(contextsOf)
  const contexts = [...new Set(now.flatMap(contextsOf))].filter(name => !before.includes(name)).sort()
  return contexts.length > 0 ? [{ is: 'context', job, contexts }] : []
}

function imageRisks(job: JobChange): readonly Risk[] {
  return job.changes.flatMap((change): Risk[] => {
    if (change.is !== 'image' || change.old === undefined || change.new === undefined) return []
    const isLooser = firmness(change.new) < Math.min(firmness(change.old), 3)
    return isLooser ? [{ is: 'image', job, old: change.old, new: change.new }] : []
  })
}

/** How firmly an image is named: 3 by digest, 2 by an exact version, 1 by a part of a version, 0 by a word or not at all. */
function firmness(image: string): number {
  if (/@sha256:/.test(image)) return 3
  const tag = image.slice(image.lastIndexOf('/') + 1).split(':')[1]
  if (tag === undefined) return 0
  const numbers = /\d+(\.\d+)*/.exec(tag)?.[0].split('.').length ?? 0
  return numbers >= 3 ? 2 : numbers >= 1 ? 1 : 0
}

function maskedRisks({ job, old, new: now }: Judged, cannotFail: CannotFail): readonly Risk[] {
  const before = new Set(old.flatMap(entry => masked(entry, cannotFail)))
  const after = new Set(now.flatMap(entry => masked(entry, cannotFail)))
  return [...after].filter(command => !before.has(command)).map(command => ({ is: 'masked', job, command }))
}

function masked({ job }: ExpandedEntry, cannotFail: CannotFail): readonly string[] {
  return stepsOf(job?.body).flatMap(step => {
    const command = commandOf(step)
    return command === undefined ? [] : cannotFail(command)
  })
}

function commandOf(step: Node): string | undefined {
  const run = get(step, 'run')
  const command = run?.kind === 'scalar' ? run : get(run, 'command')
  return command?.kind === 'scalar' ? command.text : undefined
}
