import type { Ref } from '../../3-expand/filter/passes.ts'
import type { Matcher, Section } from '../../3-expand/filter/read.ts'
import type { JobPlan, SkippedWorkflow } from '../../4-plan/plan.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'

/** Says where something stands: `41:13`, with the file where that is another one. */
export type Place = (span: Span) => string

/** What the words are about: the branch or the tag, and how places are written. */
export interface Telling {
  readonly ref: Ref
  readonly place: Place
}

/**
 * Why a job does not run, as a chain: `requires hold, which requires publish, whose branch filter (only develop, 41:13) does
 * not match "feature/x"`. For a job that runs, what it waits for.
 */
export function why(job: JobPlan, telling: Telling): string {
  if (job.reason) return clause(job, 'its', telling)
  if (job.waitsFor.length === 0) return 'runs at once: it waits for no other job'
  const names = job.waitsFor.map(({ requirement, job: before }) => `${before.entry.name}${asked(requirement.statuses)}`)
  return `runs after ${list(names)}`
}

function asked(statuses: readonly string[]): string {
  const isPlain = statuses.length === 1 && statuses[0] === 'success'
  return isPlain ? '' : ` (${statuses.join(' or ')})`
}

function clause(job: JobPlan, subject: 'its' | 'whose', telling: Telling): string {
  const { reason } = job
  if (reason?.is === 'filtered') return filtered(job, subject, telling)
  const who = subject === 'its' ? '' : 'which '
  const chain: string[] = []
  let at: JobPlan | undefined = job
  // A loop, so that a chain of ten thousand jobs is told too.
  while (at?.reason?.is === 'starved') {
    const [first, ...others]: readonly JobPlan[] = at.reason.by
    const rest = others.length > 0 ? ` (as ${list(others.map(({ entry }) => entry.name))}, none of which runs)` : ''
    chain.push(`${chain.length === 0 ? who : 'which '}requires ${first?.entry.name ?? 'nothing'}${rest}`)
    at = first
  }
  const links = chain.length > 7 ? [...chain.slice(0, 3), `… ${chain.length - 6} more …`, ...chain.slice(-3)] : chain
  return `${links.join(', ')}, ${at ? filtered(at, 'whose', telling) : ''}`
}

function filtered({ filters }: JobPlan, subject: 'its' | 'whose', { ref, place }: Telling): string {
  const kind = ref.branch === undefined ? 'tag' : 'branch'
  const name = JSON.stringify(ref.branch ?? ref.tag)
  const who = subject === 'its' ? '' : 'which '
  if (filters?.kind === 'expression') {
    return `${subject} filter (${short(filters.scalar.text)}, ${place(filters.span)}) is false for ${kind} ${name}`
  }
  const section = kind === 'tag' ? filters?.tags : filters?.branches
  if (!section) return `${who}has no tag filter, and without one a job runs on no tag`
  const isOnly = section.only !== undefined || section.ignore === undefined
  const says = `${subject} ${kind} filter (${sectionText(section)}, ${place(section.span)})`
  return isOnly ? `${says} does not match ${name}` : `${says} leaves out ${name}`
}

/** A section of filters in a few words: `only develop, /release.*\/`. */
export function sectionText({ only, ignore }: Section): string {
  const matchers = only ?? ignore
  if (!matchers) return 'empty'
  return `${only ? 'only' : 'ignore'} ${matchers.length === 0 ? 'nothing' : matcherText(matchers)}`
}

function matcherText(matchers: readonly Matcher[]): string {
  const shown = matchers.slice(0, 4).map(({ text }) => text)
  return matchers.length > 4 ? `${shown.join(', ')} and ${matchers.length - 4} more` : shown.join(', ')
}

/** Why a workflow does not start. */
export function whySkipped({ workflow, because, span }: SkippedWorkflow, { place, ref }: Telling): string {
  if (because === 'schedule-filter') {
    return `the branch filter of its schedule (${place(span)}) does not match ${JSON.stringify(ref.branch ?? ref.tag)}`
  }
  if (because === 'schedule') return `its schedule (${place(span)}) starts it, nothing else does`
  if (because === 'commit-message') return 'the commit message holds [ci skip] or [skip ci]'
  if (because === 'not-scheduled') return 'this run was started by the schedule of another workflow'
  const { condition } = workflow
  const holds = condition?.is === 'unless' ? 'true' : 'false'
  return `its "${condition?.is ?? 'when'}" (${place(span)}) is ${holds}`
}

/** Names in a row: `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 57)}...` : line
}
