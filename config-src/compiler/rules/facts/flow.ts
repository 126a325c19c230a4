import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import type { Facts } from '../facts.ts'
import type { JobStep, JobUse } from './jobs.ts'

/** The jobs of one workflow, and which of them end before others start. */
export interface Flow {
  readonly name: string
  readonly jobs: readonly JobUse[]
  /** The jobs that one requires, directly or through others. */
  readonly before: (job: JobUse) => ReadonlySet<JobUse>
}

/** The workflows of a config as they pass things on. */
export function flowsOf({ jobs }: Facts): readonly Flow[] {
  const all = jobs()
  return [...new Set(all.map(({ workflow }) => workflow))].map(workflow => {
    const { name } = workflow
    const members = all.filter(job => job.workflow === workflow)
    const byEntry = new Map(members.map(job => [job.entry, job]))
    const known = new Map<ExpandedEntry, ReadonlySet<ExpandedEntry>>()
    const found = new Map<JobUse, ReadonlySet<JobUse>>()
    const before = (job: JobUse): ReadonlySet<JobUse> => {
      const entries = [...entriesBefore(job.entry, known)]
      const jobs =
        found.get(job) ?? new Set(entries.flatMap(entry => (entry === job.entry ? [] : (byEntry.get(entry) ?? []))))
      found.set(job, jobs)
      return jobs
    }
    return { name, jobs: members, before }
  })
}

type Known = Map<ExpandedEntry, ReadonlySet<ExpandedEntry>>

function entriesBefore(entry: ExpandedEntry, known: Known): ReadonlySet<ExpandedEntry> {
  const earlier = known.get(entry)
  if (earlier) return earlier
  const found = new Set<ExpandedEntry>()
  // A circle was complained about; here it must only end.
  known.set(entry, found)
  for (const { entry: one } of entry.requires) {
    found.add(one)
    for (const other of entriesBefore(one, known)) found.add(other)
  }
  return found
}

/** The steps of a job that have a name. */
export function stepsNamed(job: JobUse, name: string): readonly JobStep[] {
  return job.steps.filter(step => step.name === name)
}

/** Whether some step of a name stands in a condition: whether it runs is not known for all values. */
export function isConditional({ steps }: Facts, ...names: readonly string[]): boolean {
  return steps().some(step => step.conditional && names.includes(step.name))
}

/** Whether nobody here knows all that a job does. */
export function isUnknown({ opaque, job, entry }: JobUse): boolean {
  return opaque || (job === undefined && entry.type !== 'approval')
}
