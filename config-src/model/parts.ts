import type { Command, Config, Executor, Job } from './config.ts'
import { Mistake } from './mistake.ts'

/** What the workflows of a configuration reach: each thing once, in the order of first use. */
export interface Parts {
  readonly executors: readonly Executor[]
  readonly commands: readonly Command[]
  readonly jobs: readonly Job[]
}

/** Collects what the workflows reach. Throws a mistake when one name would mean two different things. */
export function partsOf(config: Config): Parts {
  const jobs = config.workflows.flatMap(({ entries }) => entries.flatMap(({ job }) => (job ? [job] : [])))
  // Under the name of an entry, too, CircleCI must find one and the same job in every workflow (S15.4).
  const entries = config.workflows.flatMap(workflow => workflow.entries)
  onceEach('job', [...jobs, ...entries.flatMap(({ name, job }) => (job ? [{ ...job, name }] : []))])
  const commands = jobs.flatMap(job => job.steps.flatMap(step => (step.kind === 'call' ? [step.command] : [])))
  return {
    executors: onceEach(
      'executor',
      jobs.map(job => job.executor),
    ),
    commands: onceEach('command', commands),
    jobs: onceEach('job', jobs),
  }
}

function onceEach<T extends { readonly name: string }>(kind: string, things: readonly T[]): readonly T[] {
  const byName = new Map<string, T>()
  for (const thing of things) {
    const known = byName.get(thing.name)
    if (!known) byName.set(thing.name, thing)
    else if (JSON.stringify(known) !== JSON.stringify(thing)) {
      throw new Mistake(
        `the name "${thing.name}" would mean two different ${kind}s: rename one of the records it comes from`,
      )
    }
  }
  return [...byName.values()]
}
