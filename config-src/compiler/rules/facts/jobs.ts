import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Definition, JobEntry, Library } from '../../2-resolve/config.ts'
import type { Expanded, ExpandedEntry, ExpandedJob, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { lookup } from '../../3-expand/lookup.ts'
import type { Step } from './steps.ts'

/** One job of a workflow after expansion. */
export interface JobUse {
  readonly workflow: ExpandedWorkflow
  readonly entry: ExpandedEntry
  /** What runs; none for an approval, and for a job whose orb was not given. */
  readonly job: ExpandedJob | undefined
  /** Its steps with all reuse removed. */
  readonly steps: readonly JobStep[]
  /** Whether some of its steps, or all of it, come from an orb that was not given: what is missing may be there. */
  readonly opaque: boolean
}

/** A built-in step of an expanded job. Values keep the places where they are written. */
export interface JobStep {
  readonly name: string
  readonly node: Node
  readonly body: Node | undefined
}

interface Input {
  readonly all: () => Expanded
  readonly steps: () => readonly Step[]
}

/** Lists the jobs of all workflows, in their order. */
export function jobsOf(facts: Input): readonly JobUse[] {
  const opaque = opaqueOwners(facts.steps())
  return facts.all().workflows.flatMap(workflow =>
    workflow.jobs.map(entry => ({
      workflow,
      entry,
      job: entry.job,
      steps: jobSteps(get(entry.job?.body, 'steps')),
      opaque: isOpaque(entry, workflow, opaque),
    })),
  )
}

function jobSteps(node: Node | undefined): JobStep[] {
  if (node?.kind !== 'seq') return []
  return node.items.flatMap((item): JobStep[] => {
    if (item.kind === 'scalar') return [{ name: item.text, node: item, body: undefined }]
    const [first] = item.kind === 'map' ? item.entries : []
    return first ? [{ name: first.key, node: item, body: first.value }] : []
  })
}

/** Whoever calls something of an orb that was not given, directly or through others. */
function opaqueOwners(steps: readonly Step[]): ReadonlySet<Definition | JobEntry> {
  const found = new Set<Definition | JobEntry>()
  const callers = new Map<Definition, (Definition | JobEntry)[]>()
  const add = (owner: Definition | JobEntry) => {
    if (found.has(owner)) return
    found.add(owner)
    if ('kind' in owner) for (const caller of callers.get(owner) ?? []) add(caller)
  }
  const direct: (Definition | JobEntry)[] = []
  for (const { name, owner } of steps) {
    const from = owner.is === 'definition' ? owner.definition : owner.entry
    const target = lookup(owner.home, 'command', name)
    if (target.is === 'opaque' || target.is === 'broken') direct.push(from)
    else if (target.is === 'found') {
      const known = callers.get(target.definition) ?? []
      known.push(from)
      callers.set(target.definition, known)
    }
  }
  direct.forEach(add)
  return found
}

function isOpaque(
  entry: ExpandedEntry,
  { source }: ExpandedWorkflow,
  owners: ReadonlySet<Definition | JobEntry>,
): boolean {
  if (entry.type === 'approval') return false
  const { job } = entry
  if (!job?.definition || owners.has(job.definition) || callsMissing(job.definition.home, job.definition)) return true
  return (source?.entries ?? []).some(written => written.job === entry.reference && owners.has(written))
}

/** A published orb that was given may use another one that was not; its steps are not listed, so it is asked for by name. */
function callsMissing(home: Library, { node }: Definition): boolean {
  const steps = get(node, 'steps')
  if (!home.isOrb || steps?.kind !== 'seq') return false
  return steps.items.some(item => {
    const name = item.kind === 'map' ? item.entries[0]?.key : item.kind === 'scalar' ? item.text : undefined
    return name !== undefined && lookup(home, 'command', name).is === 'opaque'
  })
}
