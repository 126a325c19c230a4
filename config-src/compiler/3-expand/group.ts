import { entry as makeEntry, map, scalar, withValue } from '../1-parse/build.ts'
import type { Entry, MapNode, Node } from '../1-parse/node.ts'
import type { JobEntry, JobGroup } from '../2-resolve/config.ts'
import { quote } from '../2-resolve/match.ts'
import { error } from '../diagnostics/complain.ts'
import type { Diagnostic, Span } from '../diagnostics/diagnostic.ts'
import { type Call, reportFrom } from './call.ts'
import { expandEntry } from './entry.ts'
import type { JobType, Requirement } from './expanded.ts'
import { type Draft, type Host, splitSettings } from './invocation.ts'
import { numberWithin } from './names.ts'
import { join, statuses } from './requires.ts'
import type { Run } from './run.ts'
import { checkFilters, requiredBy, serialGroup, settingOf } from './setting.ts'

const allowed = new Set(['name', 'requires', 'filters', 'serial-group'])

/**
 * Expands the use of a job group: a start before the members that wait for nobody, an end after those nobody waits for, and
 * with `serial-group` a lock for the start and an unlock last (S18.20 to S18.28). Dependants of the group wait for its end.
 */
export function expandGroup(
  run: Run,
  host: Host,
  { group, entry }: { readonly group: JobGroup; readonly entry: JobEntry },
): Draft[] {
  const settings = readSettings(group, entry, host)
  const given = settings.get('name')?.value
  const name = given?.kind === 'scalar' && given.type === 'string' && given.text !== '' ? given.text : group.name
  const call: Call = { kind: 'job group', name, span: entry.jobSpan, parent: host.call }
  const inner: Host = {
    ...host,
    title: `job group '${group.name}'`,
    call,
    report: reportFrom(call, run.report),
    empty: new Set(),
  }
  run.reachedGroups.add(group)
  const members = group.entries.flatMap(member => memberOf(run, inner, member))
  for (const one of repeated(members)) inner.report(repeatedMember(one, inner.title))
  numberWithin(members)
  join(members, { title: inner.title, report: inner.report, outside: host.names, empty: inner.empty })
  for (const member of members) {
    member.name = `${name}/${member.name}`
    member.group = group
  }
  return framed({ run, host, entry, settings, name, members, call })
}

/** Members of one name that come from different entries (S18.25); those of a matrix are numbered instead. */
function repeated(members: readonly Draft[]): Draft[] {
  const sources = new Map<string, Draft['source']>()
  return members.filter(({ wanted, source }) => {
    const first = sources.get(wanted)
    if (!first) sources.set(wanted, source)
    return first !== undefined && first !== source
  })
}

function repeatedMember({ wanted, span }: Draft, title: string): Diagnostic {
  const message = `job "${wanted}" stands twice in ${title}: the jobs of a group need different names`
  return error('group/duplicate-member', span, message, 'give one of them a "name"')
}

function memberOf(run: Run, host: Host, member: JobEntry): Draft[] {
  const serial = member.settings.find(({ key }) => key === 'serial-group')
  if (serial) {
    const message = `a job inside ${host.title} cannot have a "serial-group"`
    host.report(
      error('group/serial-group-inside', serial.keyNode.span, message, 'put it on the entry that uses the group'),
    )
  }
  if (run.config.groups.has(member.job) && !host.home.jobs.has(member.job)) {
    host.report(
      error(
        'group/nested',
        member.jobSpan,
        `job groups cannot nest: ${quote(member.job)} is a group inside ${host.title}`,
      ),
    )
    return []
  }
  const type = member.settings.find(({ key }) => key === 'type')
  if (type?.value.kind === 'scalar' && type.value.text === 'approval' && host.home.jobs.has(member.job)) {
    const message = `approval "${member.job}" in ${host.title} is called like a job`
    host.report(error('group/approval-named-like-job', member.jobSpan, message, 'give the approval another name'))
  }
  return expandEntry(run, host, member)
}

function readSettings(group: JobGroup, entry: JobEntry, host: Host): ReadonlyMap<string, Entry> {
  const { settings, passed } = splitSettings(entry)
  for (const { key, keyNode } of [...settings.values(), ...passed]) {
    if (allowed.has(key) || key === 'upstream') continue
    const message = `a job group takes no "${key}": the entry of group "${group.name}" can have only ${[...allowed].join(', ')}`
    host.report(error('group/unsupported-key', keyNode.span, message, 'give it to the jobs inside the group'))
  }
  const kept = [...settings].filter(([key]) => allowed.has(key))
  return new Map(
    kept.flatMap(([key, one]) => {
      const value = settingOf(one, host.scope, host)
      return value ? [[key, withValue(one, value)] as const] : []
    }),
  )
}

interface Frame {
  readonly run: Run
  readonly host: Host
  readonly entry: JobEntry
  readonly settings: ReadonlyMap<string, Entry>
  readonly name: string
  readonly members: readonly Draft[]
  readonly call: Call
}

/** Puts the start, the end and the lock of a group around its members (S18.26). The names of these jobs are ours (S18.28). */
function framed(frame: Frame): Draft[] {
  const { run, host, settings, name, members, entry, call } = frame
  const serial = serialGroup(settings.get('serial-group')?.value, host)
  const own = settings.get('filters')?.value
  if (own) checkFilters(run, own, call)
  const first = synthetic(frame, {
    name: `${name}/${serial ? 'lock' : 'group-start'}`,
    type: serial ? 'lock' : 'no-op',
  })
  const start: Draft = {
    ...first,
    written: requiredBy(settings.get('requires')?.value, run, host),
    filters: own,
    serialGroup: serial,
  }
  for (const member of members) if (member.requires.length === 0) member.requires = [after(start, entry.jobSpan)]
  const needed = new Set(members.flatMap(member => member.requires.map(one => one.entry)))
  const leaves = members.filter(member => !needed.has(member))
  // The group is required by its name: the end bears it until names are settled.
  const filters = everywhere(frame)
  const end: Draft = { ...synthetic(frame, { name: `${name}/group-end`, type: 'no-op' }), wanted: name, filters }
  // A group of nothing but a matrix without jobs has no members.
  end.requires = (leaves.length > 0 ? leaves : [start]).map(leaf => after(leaf, entry.jobSpan))
  if (!serial) return [start, ...members, end]
  const unlock: Draft = { ...synthetic(frame, { name: `${name}/unlock`, type: 'unlock' }), filters }
  unlock.requires = [{ ...after(end, entry.jobSpan), statuses, written: scalar('terminal', entry.jobSpan) }]
  return [start, ...members, end, unlock]
}

/**
 * The end of a group runs wherever something that it waits for does. Without filters a job runs on no tag, so where the group
 * or its members have any, the end gets some that let every branch and every tag pass. What the server does is not known (S18.28).
 */
function everywhere({ settings, members, entry }: Frame): Node | undefined {
  if (!settings.has('filters') && !members.some(({ filters }) => filters)) return undefined
  const span = entry.jobSpan
  return map([makeEntry('tags', map([makeEntry('only', scalar('/.*/', span))], span))], span)
}

function after(entry: Draft, span: Span): Requirement {
  return { entry, statuses: ['success'], written: undefined, span }
}

function synthetic(frame: Frame, { name, type }: { readonly name: string; readonly type: JobType }): Draft {
  const { entry, call, settings } = frame
  const span = entry.jobSpan
  const key = settings.get('serial-group')?.value
  const locks = type === 'no-op' || !key ? [] : [makeEntry('key', key)]
  const body: MapNode = map([makeEntry('type', scalar(type, span)), ...locks], span)
  return {
    wanted: name,
    name,
    reference: entry.job,
    type,
    job: { name, body, type, definition: undefined, call },
    source: { entry, alias: undefined },
    written: [],
    requires: [],
    filters: undefined,
    context: undefined,
    serialGroup: undefined,
    settings: entry.settings,
    span,
    call,
  }
}
