import type { Node } from '../../1-parse/node.ts'
import type { Facts } from '../facts.ts'
import { matchesAny } from '../glob.ts'
import type { RuleSettings } from '../settings.ts'
import type { JobUse } from './jobs.ts'
import { placeOf, type Script } from './scripts.ts'

/** The jobs that deploy, by what they are called: in the workflow, or where they are defined. */
export function deploysOf({ jobs, settings: { deployJobs } }: Facts): ReadonlySet<JobUse> {
  return new Set(
    jobs().filter(job => job.entry.type !== 'approval' && namesOf(job).some(name => matchesAny(name, deployJobs))),
  )
}

/** The jobs that put a version into service. One that publishes only stores it: nothing runs there that could fail. */
export function rolloutsOf({ ask }: Facts): ReadonlySet<JobUse> {
  return new Set([...ask(deploysOf)].filter(job => !namesOf(job).some(name => /publish/i.test(name))))
}

/** Whether some of these jobs run a script. One in a condition that does not hold by default is still a script of its job. */
export function isRunBy({ jobs, step: { owner } }: Script, some: ReadonlySet<JobUse>): boolean {
  if (jobs.some(job => some.has(job))) return true
  return owner.is === 'definition' && [...some].some(({ job }) => job?.definition === owner.definition)
}

/** The first job of each place: the members of a matrix are one entry of the workflow. */
export function firstOfEach(jobs: readonly JobUse[]): readonly JobUse[] {
  const seen = new Set<string>()
  return jobs.filter(({ entry }) => {
    const place = placeOf(entry)
    const isFirst = !seen.has(place)
    seen.add(place)
    return isFirst
  })
}

function namesOf({ entry, job }: JobUse): readonly string[] {
  return [...new Set([entry.name, entry.reference, job?.definition?.name ?? entry.name])]
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

/** Whether a context holds the secrets of production. A pattern does not mean `nonprod`, unless it is written out. */
export function isProduction(name: string, { productionContexts }: RuleSettings): boolean {
  if (productionContexts.includes(name)) return true
  return matchesAny(name, productionContexts) && !/(non|not|pre)[-_ ]?prod/i.test(name)
}
