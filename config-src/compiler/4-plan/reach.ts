import type { Expanded, ExpandedEntry, ExpandedWorkflow } from '../3-expand/expanded.ts'
import { type Filters, readFilters } from '../3-expand/filter/read.ts'
import type { Profile } from '../3-expand/scope.ts'
import { scheduleFilters, triggersOf } from '../3-expand/workflow.ts'
import { assumedSchedule, assumedValues } from './assumed.ts'
import type { Answer } from './condition/cases.ts'
import { filterNames, type RefKind } from './condition/filter.ts'
import { conditionNames } from './condition/logic.ts'
import type { World } from './condition/over.ts'
import { addCondition, addExpression, type Uses } from './condition/uses.ts'
import { type Assignment, assignments, type Free, freeValues, type Known } from './condition/values.ts'
import { type Gated, ungated } from './gate.ts'
import { type Graph, graphOf, type Run, spread } from './graph.ts'
import { type Language, Languages } from './language/languages.ts'
import { common, either, exactly, except, type Names, unknownNames } from './language/names.ts'

/** What reach is asked for: a config expanded with all its workflows, and the values that are not free. */
export interface Question {
  readonly expanded: Expanded
  readonly profile: Profile
  /** Values that are fixed, by full name (`pipeline.parameters.x`); all others may be anything of their type. */
  readonly fixed: ReadonlyMap<string, Exclude<Answer, object>>
  /** The algebra to answer in, where sets of several configs are to be compared; by default one of its own. */
  readonly languages?: Languages
}

/** Which branches and which tags can make each job run. */
export interface Reach {
  readonly languages: Languages
  readonly jobs: readonly JobReach[]
}

/** The names for which one job can run, or runs in some way. */
export interface JobReach {
  readonly workflow: ExpandedWorkflow
  readonly entry: ExpandedEntry
  readonly filters: Filters | undefined
  readonly branch: Reached
  readonly tag: Reached
  /** The pipeline values and parameters that it further depends on. */
  readonly dependsOn: readonly string[]
  /** What runs in each world that was tried, for further questions. */
  readonly worlds: Readonly<Record<RefKind, readonly Gated[]>>
}

/** The names of branches, or of tags, for which a job runs. */
export interface Reached {
  /** For some values of what is free; between two bounds where that is not known exactly. */
  readonly some: Names
  /** For all values of what is free. */
  readonly always: Language
  /** For some values, without anybody having approved (S16.10). */
  readonly unapproved: Names
}

/** Computes for every job which branches and tags can make it run (S16.9, S17, S23): a proof, not a sample. */
export function reach(question: Question): Reach {
  const { languages = new Languages() } = question
  const jobs = question.expanded.workflows.flatMap(workflow => workflowReach(question, workflow, languages))
  return { languages, jobs }
}

function workflowReach(question: Question, workflow: ExpandedWorkflow, languages: Languages): readonly JobReach[] {
  const read = new Map(workflow.jobs.map(entry => [entry, filtersOf(entry, workflow)]))
  const graph = graphOf(workflow.jobs)
  const free = freeOf(question, { workflow, read })
  const worlds = assignments(free)
  const openInSchedule = assumedSchedule(workflow, name => question.fixed.has(name))
  const work: Work = { question, workflow, languages, read, graph, openInSchedule, worlds }
  const branch = worlds.map(world => runsFor(work, world, 'branch'))
  const tag = worlds.map(world => runsFor(work, world, 'tag'))
  const gates = { branch: branch.map(({ gated }) => gated), tag: tag.map(({ gated }) => gated) }
  return workflow.jobs.map(entry => ({
    workflow,
    entry,
    filters: read.get(entry),
    branch: reached(languages, branch, entry),
    tag: reached(languages, tag, entry),
    dependsOn: [
      ...new Set([
        ...dependencies({ free, worlds, entry }, [branch, tag]),
        ...assumed(question, entry),
        ...openInSchedule,
      ]),
    ],
    worlds: gates,
  }))
}

interface Work {
  readonly question: Question
  readonly workflow: ExpandedWorkflow
  readonly languages: Languages
  readonly read: ReadonlyMap<ExpandedEntry, Filters | undefined>
  readonly graph: Graph
  /** The values that templates put into the schedule of the workflow, and that are not fixed. */
  readonly openInSchedule: readonly string[]
  readonly worlds: readonly Assignment[]
}

/** Reads the filters of an entry; what is wrong with them was complained about when the config was checked. */
export function filtersOf(entry: ExpandedEntry, { scope }: ExpandedWorkflow): Filters | undefined {
  return entry.filters && readFilters(entry.filters, scope, () => {})
}

/** The names for which each job runs, and for which it runs without an approval, in one world. */
interface Runs {
  readonly gated: Gated
  readonly runs: ReadonlyMap<ExpandedEntry, Names>
  readonly unapproved: ReadonlyMap<ExpandedEntry, Names>
}

function runsFor(work: Work, assignment: Assignment, kind: RefKind): Runs {
  const { question, languages, read, graph } = work
  const world = worldOf(question, { languages, assignment, kind })
  const started = startNames(work, kind, world)
  const isOpen = (entry: ExpandedEntry): boolean => assumed(question, entry).length > 0
  const passing = (entry: ExpandedEntry): Names => {
    const [first] = assumed(question, entry)
    if (first === undefined) return filterNames(read.get(entry), kind, world)
    return unknownNames(languages, `"${first}" is put into the settings of "${entry.name}" by a template`)
  }
  const run: Run = { languages, graph, started, passing, isOpen }
  const runs = spread(run)
  const gated: Gated = { languages, graph, runs, isOpen }
  return { gated, runs, unapproved: ungated(gated, entry => entry.type === 'approval') }
}

function assumed({ fixed }: Question, entry: ExpandedEntry): readonly string[] {
  return assumedValues(entry, name => fixed.has(name))
}

interface Place {
  readonly languages: Languages
  readonly assignment: Assignment
  readonly kind: RefKind
}

function worldOf({ fixed, profile }: Question, { languages, assignment, kind }: Place): World {
  const ref = `pipeline.git.${kind}`
  const other = kind === 'branch' ? 'pipeline.git.tag' : 'pipeline.git.branch'
  const look = (name: string): Answer => {
    if (name === ref) return { is: 'ref' }
    if (name === other) return undefined
    return fixed.has(name) ? fixed.get(name) : assignment.get(name)
  }
  return { languages, profile, look }
}

/** The names for which a workflow starts: its condition holds, and a scheduled one passes the filter of its trigger (S13.10). */
function startNames({ workflow, openInSchedule }: Work, kind: RefKind, world: World): Names {
  const { languages } = world
  const { source, scope } = workflow
  const all = exactly(languages.all)
  if (!source) return all
  const { condition } = source
  const holds = condition ? conditionNames(condition.node, world) : all
  const kept = condition?.is === 'unless' ? except(languages, holds) : holds
  const triggers = triggersOf(workflow)
  if (!triggers) return kept
  // Schedules run on branches only.
  if (kind === 'tag') return exactly(languages.none)
  const [open] = openInSchedule
  if (open !== undefined)
    return common(languages, kept, unknownNames(languages, `"${open}" is put into its schedule by a template`))
  const names = scheduleFilters(triggers).map(filters =>
    filterNames(
      readFilters(filters, scope, () => {}),
      kind,
      world,
    ),
  )
  return common(
    languages,
    kept,
    names.reduce((left, right) => either(languages, left, right), exactly(languages.none)),
  )
}

function reached(languages: Languages, worlds: readonly Runs[], entry: ExpandedEntry): Reached {
  const none = exactly(languages.none)
  const names = worlds.map(({ runs }) => runs.get(entry) ?? none)
  const some = names.reduce((left, right) => either(languages, left, right), none)
  const every = names.reduce((left, right) => common(languages, left, right))
  const unapproved = worlds.map(world => world.unapproved.get(entry) ?? none)
  return {
    some,
    always: every.must,
    unapproved: unapproved.reduce((left, right) => either(languages, left, right), none),
  }
}

interface Asked {
  readonly free: readonly Free[]
  readonly worlds: readonly Assignment[]
  readonly entry: ExpandedEntry
}

/** The names whose value makes a difference: two worlds differ in nothing else, and the job runs for other branches or tags. */
function dependencies({ free, worlds, entry }: Asked, kinds: readonly (readonly Runs[])[]): readonly string[] {
  const outcome = (at: number): string =>
    kinds.map(runs => `${runs[at]?.runs.get(entry)?.may.id}/${runs[at]?.runs.get(entry)?.must.id}`).join()
  // What could not be tried is named in the reasons.
  const reasons = kinds.flatMap(runs => runs.flatMap(({ runs: names }) => names.get(entry)?.reasons ?? []))
  const isNamed = (name: string): boolean => reasons.some(reason => reason.includes(`"${name}"`))
  return free.filter(({ name }) => isNamed(name) || makesDifference(name, worlds, outcome)).map(({ name }) => name)
}

function makesDifference(name: string, worlds: readonly Assignment[], outcome: (at: number) => string): boolean {
  const seen = new Map<string, string>()
  for (const [at, world] of worlds.entries()) {
    const rest = [...world]
      .filter(([key]) => key !== name)
      .map(([key, value]) => `${key}=${JSON.stringify(value) ?? 'null'}`)
    const key = rest.join('\n')
    const known = seen.get(key) ?? outcome(at)
    seen.set(key, known)
    if (known !== outcome(at)) return true
  }
  return false
}

/** The names that a workflow's condition and filters leave free, with the values that they can tell apart. */
function freeOf({ expanded, profile, fixed }: Question, of: Pick<Work, 'workflow' | 'read'>): readonly Free[] {
  const uses: Uses = new Map()
  const condition = of.workflow.source?.condition
  if (condition) addCondition(condition.node, uses)
  for (const filters of of.read.values())
    if (filters?.kind === 'expression' && filters.expr) addExpression(filters.expr, uses)
  let texts: Languages | undefined
  const known: Known = {
    config: expanded.config,
    profile,
    texts: () => {
      texts ??= new Languages('texts')
      return texts
    },
  }
  return [...uses]
    .filter(([name]) => name !== 'pipeline.git.branch' && name !== 'pipeline.git.tag' && !fixed.has(name))
    .map(([name, how]) => freeValues(name, how, known))
}
