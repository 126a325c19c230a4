import type { Node } from '../../1-parse/node.ts'
import { matchesAny } from '../glob.ts'
import type { RuleSettings } from '../settings.ts'
import type { JobUse } from './jobs.ts'

/** Whether a job deploys, by what it is called: in the workflow, or where it is defined. */
export function isDeploy({ entry, job }: Pick<JobUse, 'entry' | 'job'>, { deployJobs }: RuleSettings): boolean {
  if (entry.type === 'approval') return false
  const names = [entry.name, entry.reference, job?.definition?.name ?? entry.reference]
  return names.some(name => matchesAny(name, deployJobs))
}

/** Whether a job that deploys puts a version into service. One that publishes only stores it: nothing runs there that could fail. */
export function isRollout(job: Pick<JobUse, 'entry' | 'job'>, settings: RuleSettings): boolean {
  const { entry, job: expanded } = job
  const names = [entry.name, entry.reference, expanded?.definition?.name ?? '']
  return isDeploy(job, settings) && !names.some(name => /publish/i.test(name))
}

/** The names of the contexts of a job, with the nodes that say them. */
export function contextsOf({
  entry,
}: Pick<JobUse, 'entry'>): readonly { readonly name: string; readonly node: Node }[] {
  const { context } = entry
  const nodes = context?.kind === 'seq' ? context.items : context ? [context] : []
  return nodes.flatMap(node =>
    node.kind === 'scalar' && node.type === 'string' && node.text !== '' ? [{ name: node.text, node }] : [],
  )
}

/** Whether a context holds the secrets of production. */
export function isProduction(name: string, { productionContexts }: RuleSettings): boolean {
  return matchesAny(name, productionContexts)
}
