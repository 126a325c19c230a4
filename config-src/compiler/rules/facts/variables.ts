import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Definition } from '../../2-resolve/config.ts'
import { lookup } from '../../3-expand/lookup.ts'
import type { Related } from '../../diagnostics/diagnostic.ts'
import type { Facts } from '../facts.ts'
import { entriesIn } from './environments.ts'
import type { Script } from './scripts.ts'
import type { Owner } from './steps.ts'
import { taintsIn } from './taint.ts'

/** A variable of the environment whose text an outsider chooses: which value it is, and how it came there. */
export interface Variable {
  readonly source: string
  readonly path: readonly Related[]
}

/** Variables that CircleCI sets to texts of outsiders (S20.5). */
const given: readonly (readonly [string, Variable])[] = [
  ['CIRCLE_BRANCH', { source: 'pipeline.git.branch', path: [] }],
  ['CIRCLE_TAG', { source: 'pipeline.git.tag', path: [] }],
]

/** The variables with texts of outsiders that a script finds: of CircleCI, of its jobs and executors, of its step (S12.22). */
export function variablesOf({ settings, step, jobs }: Script, facts: Facts): ReadonlyMap<string, Variable> {
  const found = new Map(given)
  const add = (environment: Node | undefined, owner: Owner) => {
    for (const { key, keyNode, value } of entriesIn(environment)) {
      const taint = taintsIn(value, owner, facts).find(({ chooser }) => chooser === 'outsider')
      const here = { message: `"${key}" is set here`, span: keyNode.span }
      if (taint) found.set(key, { source: taint.source, path: [here, ...taint.path] })
      // Jobs may differ in what they set; a step is one.
      else if (environment === own) found.delete(key)
    }
  }
  const own = get(settings, 'environment')
  // A step below a condition that does not hold by default is in no expansion; the job that it is written in is known.
  const around = step.owner.is === 'definition' && step.owner.definition.kind === 'job' ? [step.owner.definition] : []
  const definitions = [...jobs.flatMap(({ job }) => job?.definition ?? []), ...around].flatMap(withExecutor)
  for (const definition of new Set(definitions))
    for (const environment of environmentsOf(definition))
      add(environment, { is: 'definition', definition, home: definition.home })
  add(own, step.owner)
  return found
}

/** A job and the executor that it names; the executor first, because the job has the last word. */
function withExecutor(job: Definition): readonly Definition[] {
  const executor = get(job.node, 'executor')
  const name = executor?.kind === 'map' ? get(executor, 'name') : executor
  const found = name?.kind === 'scalar' && !name.templated ? lookup(job.home, 'executor', name.text) : undefined
  return found?.is === 'found' ? [found.definition, job] : [job]
}

/** What a job or an executor sets for its steps: in its first container, and in general. */
function environmentsOf({ node }: Definition): readonly (Node | undefined)[] {
  const docker = get(node, 'docker')
  return [docker?.kind === 'seq' ? get(docker.items[0], 'environment') : undefined, get(node, 'environment')]
}
