import { entry as makeEntry } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import type { Definition, JobEntry } from '../2-resolve/config.ts'
import { describe, quote } from '../2-resolve/match.ts'
import { error, warning } from '../diagnostics/complain.ts'
import { bind } from './arguments.ts'
import { type Call, reportFrom } from './call.ts'
import type { ExpandedJob, JobType } from './expanded.ts'
import { type Draft, type Host, type Source, splitSettings } from './invocation.ts'
import { type Extra, expandJob, typeOf } from './job.ts'
import { lookup, type Missing, notFound } from './lookup.ts'
import { type Combination, memberName, readMatrix } from './matrix.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { matrixScope } from './scopes.ts'
import { checkFilters, requiredBy, serialGroup, settingOf } from './setting.ts'
import { references } from './template/parse.ts'
import { substituteAll } from './template/substitute.ts'

/** Everything one entry is made of, for the functions of this file. */
interface Reading {
  readonly run: Run
  readonly host: Host
  readonly entry: JobEntry
  readonly settings: ReadonlyMap<string, Entry>
  readonly passed: readonly Entry[]
  readonly source: Source
  readonly target: Target
}

/** What an entry runs. */
interface Target {
  readonly type: JobType
  readonly definition: Definition | undefined
}

/** Expands one entry of a workflow or a group into the jobs that it gives: one, or one for each combination of its matrix. */
export function expandEntry(run: Run, host: Host, entry: JobEntry): Draft[] {
  const { settings, passed } = splitSettings(entry)
  const target = targetOf({ run, host, entry, settings })
  const matrixSetting = settings.get('matrix')
  if (!matrixSetting) {
    const reading = { run, host, entry, settings, passed, target, source: { entry, alias: undefined } }
    return [draft(reading, host.scope, undefined)]
  }
  const matrix = readMatrix(matrixSetting, entry.job, host)
  if (matrix.combinations.length === 0) host.empty.add(matrix.alias)
  checkMatrix(matrix.parameters, passed, { host, target })
  const reading = { run, host, entry, settings, passed, target, source: { entry, alias: matrix.alias } }
  return matrix.combinations.map(one =>
    draft(reading, matrixScope(run, one), { values: one, members: matrix.combinations.length }),
  )
}

type Choice = Pick<Reading, 'run' | 'host' | 'entry' | 'settings'>

/** Finds what an entry runs: an approval, the job that overrides it, or the job that it names (S18.1, S18.3, S18.10). */
function targetOf(choice: Choice): Target {
  const { host, entry, settings, run } = choice
  const type = settings.get('type')
  if (type?.value.kind === 'scalar' && type.value.text === 'approval')
    return { type: 'approval', definition: undefined }
  if (type) {
    const said = type.value.kind === 'scalar' ? quote(type.value.text) : describe(type.value)
    host.report(
      error('workflow/inline-type', type.value.span, `only "approval" may be the type of an entry, found: ${said}`),
    )
  }
  const other = overriding(choice)
  if (other) return { type: typeOf(other), definition: other }
  const found = lookup(host.home, 'job', entry.job)
  if (found.is === 'found') return { type: typeOf(found.definition), definition: found.definition }
  if (found.is === 'opaque') run.missingOrbs.add(found.reference.asked)
  if (found.is === 'missing') {
    const isCommand = found.rule === 'workflow/unknown-job' && host.home.commands.has(entry.job)
    const help = isCommand
      ? () => `${quote(entry.job)} is a command: make a job with it as a step`
      : () => unknownHelp(found)
    host.report(notFound({ ...found, help }, entry.jobSpan))
  }
  // The entry stays, so that jobs that require it are not complained about too.
  return { type: 'build', definition: undefined }
}

function unknownHelp({ rule, help }: Missing): string | undefined {
  const near = help?.()
  if (near !== undefined || rule !== 'workflow/unknown-job') return near
  return 'define it under "jobs"; for a manual approval add "type: approval"'
}

/** The job of an orb that takes the place of a local one, if the orb has it (S18.10, S18.11). */
function overriding({ host, settings, run }: Choice): Definition | undefined {
  const setting = settings.get('override-with')
  if (!setting) return undefined
  const value = substituteAll(setting.value, host.scope, host.report)
  if (value.kind !== 'scalar' || !/^[^/]+\/[^/]+$/.test(value.text)) {
    host.report(
      error('workflow/bad-override', setting.value.span, '"override-with" needs a job of an orb, written alias/job'),
    )
    return undefined
  }
  const found = lookup(host.home, 'job', value.text)
  if (found.is === 'opaque') run.missingOrbs.add(found.reference.asked)
  if (found.is === 'missing') {
    host.report(
      warning('workflow/override-not-found', setting.value.span, `${found.message}; the local job runs instead`),
    )
  }
  return found.is === 'found' ? found.definition : undefined
}

/** Each parameter of a matrix must be one of the job; given beside it too, the matrix counts (S14.2). */
function checkMatrix(
  parameters: readonly Entry[],
  passed: readonly Entry[],
  { host, target }: { host: Host; target: Target },
): void {
  for (const { key, keyNode } of parameters) {
    const twice = passed.find(entry => entry.key === key)
    if (twice && !usesMatrix(twice)) {
      const message = `"${key}" is given twice, as a matrix parameter and as an argument: the argument counts for nothing`
      host.report({
        ...warning('matrix/given-twice', twice.keyNode.span, message),
        related: [{ message: 'in the matrix', span: keyNode.span }],
      })
    }
    const declared = target.definition?.parameters
    if (!declared || declared.has(key) || key === 'name') continue
    const message = `Unexpected argument(s): ${key}, for job "${target.definition?.name}": every matrix parameter must be one of the job`
    host.report(
      error(
        'param/unknown-argument',
        keyNode.span,
        message,
        `the job takes: ${[...declared.keys()].join(', ') || 'none'}`,
      ),
    )
  }
}

interface Member {
  readonly values: Combination
  readonly members: number
}

function draft(reading: Reading, scope: Scope, member: Member | undefined): Draft {
  const { run, entry, settings, source, target, host } = reading
  const value = (key: string) => settingOf(settings.get(key), scope, host)
  const name = nameOf(reading, value('name'), member)
  const call: Call = { kind: 'job', name, span: entry.jobSpan, parent: host.call }
  const filters = value('filters')
  if (filters) checkFilters(run, filters, call)
  return {
    wanted: name,
    name,
    reference: entry.job,
    type: target.type,
    job: target.type === 'approval' ? undefined : jobOf(reading, { scope, call, member }),
    source,
    written: requiredBy(value('requires'), run, host),
    requires: [],
    filters,
    context: value('context'),
    serialGroup: serialGroup(value('serial-group'), host),
    settings: entry.settings,
    span: entry.jobSpan,
    call,
  }
}

/** The effective name of a job (S15.1), for a member of a matrix by S14.9. */
function nameOf({ entry, settings, run }: Reading, name: Node | undefined, member: Member | undefined): string {
  const given = name?.kind === 'scalar' && name.text !== '' ? name.text : undefined
  if (!member) return given ?? entry.job
  const written = settings.get('name')?.value
  // A name without a matrix value is the same for all members: they are numbered like any others.
  if (given !== undefined && written) return given
  const own = member.values.get('name')
  if (own?.kind === 'scalar') return own.text
  return memberName(entry.job, member.values, run.profile)
}

interface Making {
  readonly scope: Scope
  readonly call: Call
  readonly member: Member | undefined
}

function jobOf(reading: Reading, making: Making): ExpandedJob | undefined {
  const { run, host, settings, passed, target, entry } = reading
  const { definition } = target
  const { scope, call, member } = making
  if (!definition) return undefined
  const plain = passed.length === 0 && !member && !settings.has('pre-steps') && !settings.has('post-steps')
  const known = plain ? run.plainJobs.get(definition) : undefined
  if (known) return { ...known, name: call.name, call }
  const report = reportFrom(host.call, run.report)
  const entries = [...passed, ...matrixArguments(member, passed, definition)]
  const values = bind(run, definition, { entries, scope, home: host.home, span: entry.jobSpan, report })
  const extra = (key: string): { readonly [name: string]: Extra } => {
    const steps = settings.get(key)?.value
    return steps ? { [key === 'pre-steps' ? 'before' : 'after']: { steps, scope, home: host.home } } : {}
  }
  const job = expandJob(run, { definition, values, call, ...extra('pre-steps'), ...extra('post-steps') })
  if (plain) run.plainJobs.set(definition, job)
  return job
}

/** The values of a combination, as arguments of the same names (S14.11), but where an argument is made of matrix values itself. */
function matrixArguments(member: Member | undefined, passed: readonly Entry[], definition: Definition): Entry[] {
  if (!member) return []
  return [...member.values].flatMap(([key, value]) => {
    const given = passed.some(entry => entry.key === key && usesMatrix(entry))
    return given || !definition.parameters.has(key) ? [] : [makeEntry(key, value)]
  })
}

function usesMatrix({ value }: Entry): boolean {
  return value.kind === 'scalar' && references(value.text).some(({ name }) => name.startsWith('matrix.'))
}
