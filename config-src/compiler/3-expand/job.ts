import { get, getEntry, withValue } from '../1-parse/build.ts'
import type { Entry, MapNode, Node } from '../1-parse/node.ts'
import type { Definition, Library } from '../2-resolve/config.ts'
import { jobType } from '../2-resolve/library.ts'
import { match } from '../2-resolve/match.ts'
import { buildJob } from '../2-resolve/shapes/job.ts'
import { error, warning } from '../diagnostics/complain.ts'
import { isUnknown } from './bound.ts'
import { type Call, reportFrom } from './call.ts'
import { mergeEnvironment } from './environment.ts'
import { type Given, useExecutor } from './executor.ts'
import type { ExpandedJob, JobType } from './expanded.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { bodyScope } from './scopes.ts'
import { expandSteps, newBudget } from './steps.ts'
import { substituteAll } from './template/substitute.ts'

/** A job and what one use of it brings: values of its parameters, and steps around its own (S18.9). */
export interface Use {
  readonly definition: Definition
  readonly values: ReadonlyMap<string, Node>
  readonly call: Call
  readonly before?: Extra
  readonly after?: Extra
}

/** Steps that the entry in a workflow adds; they are read in the scope of the workflow, even for a job from an orb (S18.9). */
export interface Extra {
  readonly steps: Node
  readonly scope: Scope
  readonly home: Library
}

const dropped = new Set(['executor', 'parameters', 'description'])
const hosts = ['docker', 'machine', 'macos']

/** Expands one use of a job to the map that is printed under its name (S11.12). */
export function expandJob(run: Run, use: Use): ExpandedJob {
  const { definition, call } = use
  run.reached.add(definition)
  checkParameterNames(run, use)
  const scope = bodyScope(run, { home: definition.home, declared: definition.parameters, arguments: use.values })
  const job: Job = { run, use, scope }
  const type = typeOf(definition)
  const body = type === 'build' ? buildBody(job) : otherBody(job)
  return { name: call.name, body, type, definition, call }
}

const reserved = new Set([
  ...['name', 'requires', 'context', 'type', 'filters', 'matrix'],
  ...['pre-steps', 'post-steps', 'override-with', 'upstream'],
])

/** Parameters of a job that could not be given, as their names mean something else in an entry (S7.6). */
function checkParameterNames(run: Run, { definition, call }: Use): void {
  const serial = definition.parameters.get('serial-group')
  if (serial) {
    const what = `parameter "serial-group" of job "${definition.name}" cannot be given: an entry of a workflow reads it itself`
    reportFrom(call, run.report)(warning('param/reserved-name', serial.span, what, 'rename it'))
  }
  const taken = [...definition.parameters.values()].filter(({ name }) => reserved.has(name))
  const [first] = taken
  if (!first || typeOf(definition) !== 'build') return
  const names = taken.map(({ name }) => `"${name}"`).join(', ')
  const message = `${names} ${taken.length > 1 ? 'are reserved parameter names' : 'is a reserved parameter name'} in build jobs: job "${definition.name}" cannot declare what an entry of a workflow reads`
  const complaint = error(
    'param/reserved-name',
    first.span,
    message,
    `rename it, as in "${definition.name}-${first.name}"`,
  )
  reportFrom(call, run.report)(complaint)
}

interface Job {
  readonly run: Run
  readonly use: Use
  readonly scope: Scope
}

/** The type of a job, with `build` for one that does not exist: that was complained about already. */
export function typeOf(definition: Definition): JobType {
  const type = jobType(definition.node)
  const known: readonly JobType[] = ['build', 'approval', 'no-op', 'release', 'lock', 'unlock']
  return known.find(one => one === type) ?? 'build'
}

function otherBody(job: Job): MapNode {
  const { node } = job.use.definition
  const entries = node.entries.filter(entry => !dropped.has(entry.key)).map(entry => filled(entry, job))
  return bodyOf(node, entries)
}

function buildBody(job: Job): MapNode {
  const { node } = job.use.definition
  const given = executorOf(job)
  const own = node.entries.filter(entry => !dropped.has(entry.key) && entry.key !== 'type')
  const inherited = given.is === 'fields' ? given.entries : []
  const entries = job.run.config.version === '2' ? own.map(entry => placed(entry, job)) : merge(inherited, own, job)
  if (given.is === 'fields' && job.run.config.version !== '2') needsHost(job, entries)
  return bodyOf(node, hoist(entries, job))
}

function bodyOf(node: MapNode, entries: readonly Entry[]): MapNode {
  return { kind: 'map', entries, span: node.span, templated: false }
}

function executorOf(job: Job): Given {
  const { definition, call } = job.use
  const node = get(definition.node, 'executor')
  if (!node) return { is: 'fields', entries: [] }
  return useExecutor({ run: job.run, node, scope: job.scope, home: definition.home, call })
}

/** The executor's keys, each with the job's value where it has one, then the job's other keys (S9.10, FACTS 3.4). */
function merge(inherited: readonly Entry[], own: readonly Entry[], job: Job): Entry[] {
  const byKey = new Map(own.map(entry => [entry.key, entry]))
  const ownHost = hosts.find(host => byKey.has(host))
  const entries: Entry[] = []
  const done = new Set<string>()
  for (const entry of inherited) {
    if (entry.key === 'environment') continue
    const override = byKey.get(entry.key)
    // A job that says where it runs does not run where its executor says (S9.12).
    if (!override && ownHost && hosts.includes(entry.key)) continue
    entries.push(override ? filled(override, job) : entry)
    done.add(entry.key)
  }
  const environment = inherited.find(entry => entry.key === 'environment')
  for (const entry of own) {
    if (done.has(entry.key)) continue
    entries.push(entry.key === 'environment' ? environmentOf(environment, entry, job) : placed(entry, job))
  }
  // What only the executor has stands last (FACTS 3.4).
  if (environment && !byKey.has('environment')) entries.push(environmentOf(environment, undefined, job))
  return entries
}

function environmentOf(executor: Entry | undefined, own: Entry | undefined, job: Job): Entry {
  const value = own && filled(own, job).value
  const entry = own ?? executor
  if (!entry) throw new Error('an environment of nobody')
  return withValue(entry, mergeEnvironment(executor?.value, value, entry.value.span))
}

function placed(entry: Entry, job: Job): Entry {
  if (entry.key === 'environment') return environmentOf(undefined, entry, job)
  return entry.key === 'steps' ? withValue(entry, stepsOf(entry.value, job)) : filled(entry, job)
}

function stepsOf(node: Node, { run, use, scope }: Job): Node {
  const out: Node[] = []
  const { definition, call, before, after } = use
  const site = { run, call, path: [], out, ...newBudget() }
  if (before) expandSteps(before.steps, { ...site, home: before.home, scope: before.scope })
  // A map of steps was complained about with the shape of the job.
  if (node.kind !== 'map') expandSteps(node, { ...site, home: definition.home, scope })
  if (after) expandSteps(after.steps, { ...site, home: after.home, scope: after.scope })
  if (run.config.version === '2.1') oneRemoteDocker(out, run, call)
  return { kind: 'seq', items: out, span: node.span, templated: false }
}

/** Replaces the templates of a value and checks the type that it got by that (S12.8). */
function filled(entry: Entry, { run, use, scope }: Job): Entry {
  if (!entry.value.templated && !entry.keyNode.templated) return entry
  if (run.config.version === '2') return entry
  const report = reportFrom(use.call, run.report)
  const value = substituteAll(entry.value, scope, report)
  const field = Object.hasOwn(buildJob.keys, entry.key) ? buildJob.keys[entry.key] : undefined
  if (field && !isUnknown(value))
    match(value, field.shape, { what: `"${entry.key}" of job "${use.definition.name}"`, report })
  return withValue(entry, value)
}

/** `resource_class` and `shell` inside `machine` or `macos` move to the end of the job (S9.13, FACTS 3.5). */
function hoist(entries: readonly Entry[], { run, use }: Job): readonly Entry[] {
  const host = entries.find(({ key, value }) => (key === 'machine' || key === 'macos') && value.kind === 'map')
  if (host?.value.kind !== 'map') return entries
  const lifted = host.value.entries.filter(({ key }) => key === 'resource_class' || key === 'shell')
  if (lifted.length === 0) return entries
  if (run.profile === 'next') for (const entry of lifted) reportTwice(entry, entries, { host: host.key, use, run })
  const rest = host.value.entries.filter(entry => !lifted.includes(entry))
  const slim: Entry = { ...host, value: { ...host.value, entries: rest } }
  const missing = lifted.filter(({ key }) => !entries.some(entry => entry.key === key))
  return [...entries.map(entry => (entry === host ? slim : entry)), ...missing]
}

/** The next compiler takes a key in "machine" or beside it, not both (S9.13). */
function reportTwice(
  { key, keyNode }: Entry,
  entries: readonly Entry[],
  { host, use, run }: { readonly host: string; readonly use: Use; readonly run: Run },
): void {
  const beside = entries.find(entry => entry.key === key)
  if (!beside) return
  const message = `"${key}" is given twice: in "${host}" and beside it`
  const twice = error('executor/given-twice', keyNode.span, message, 'keep one of them')
  const related = [{ message: 'the other one', span: beside.keyNode.span }]
  reportFrom(use.call, run.report)({ ...twice, related })
}

function needsHost({ run, use }: Job, entries: readonly Entry[]): void {
  if (entries.some(({ key }) => hosts.includes(key))) return
  const { definition, call } = use
  // A type that does not exist was complained about: it may have been one that runs nowhere.
  if (jobType(definition.node) !== 'build') return
  const executor = getEntry(definition.node, 'executor')
  const report = reportFrom(call, run.report)
  const message = executor
    ? `the executor of job "${definition.name}" is missing a required key: docker, machine, or macos`
    : `A job must have one of docker, machine, macos or executor: "${definition.name}" has none`
  report(error('job/no-executor', executor?.keyNode.span ?? definition.nameSpan, message))
}

/** More than one remote engine in a job is refused by the next compiler (S11.13). */
function oneRemoteDocker(steps: readonly Node[], run: Run, call: Call): void {
  if (run.profile !== 'next') return
  const name = 'setup_remote_docker'
  const found = steps.filter(step =>
    step.kind === 'scalar' ? step.text === name : step.kind === 'map' && step.entries[0]?.key === name,
  )
  const [first, second] = found
  if (!first || !second) return
  reportFrom(
    call,
    run.report,
  )({
    ...error('step/two-remote-dockers', second.span, `a job can have only one ${name} step`),
    related: [{ message: 'the first one', span: first.span }],
  })
}
