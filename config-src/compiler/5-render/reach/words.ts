import type { Matcher, Section } from '../../3-expand/filter/read.ts'
import type { Assertion, Example, Verdict } from '../../4-plan/assert.ts'
import { contextsOf } from '../../4-plan/contexts.ts'
import { describe, type Hint } from '../../4-plan/language/describe.ts'
import type { JobReach, Reach } from '../../4-plan/reach.ts'
import { list, type Place } from '../plan/why.ts'

/** How sets of names are said: with the patterns of the config, each set once. */
export interface Words {
  readonly reach: Reach
  readonly hints: readonly Hint[]
  readonly place: Place
  readonly said: Map<string, string>
}

/** One job and its reach in words. */
export interface JobWords {
  readonly name: string
  readonly workflow: string
  readonly branches: string
  readonly tags: string
  readonly approval: 'always' | 'never' | 'sometimes' | 'unknown'
  /** For whom it runs without an approval, where some need one and some do not. */
  readonly unapproved?: string
  readonly dependsOn: readonly string[]
  readonly contexts: readonly string[]
  /** What could not be followed; with any of these the sets are the largest that are possible. */
  readonly notExact: readonly string[]
  readonly neverRuns: boolean
}

/** Says what one job is reached by. */
export function jobWords(job: JobReach, words: Words): JobWords {
  const { none } = words.reach.languages
  const { branch, tag, entry } = job
  const open = [branch.unapproved.may, tag.unapproved.may].filter(language => language !== none)
  const neverRuns = branch.some.may === none && tag.some.may === none
  const isMixed = open.length > 0 && (branch.unapproved.may !== branch.some.may || tag.unapproved.may !== tag.some.may)
  const isSame = [branch, tag].every(({ unapproved, some }) => unapproved.must === some.must)
  return {
    name: entry.name,
    workflow: job.workflow.name,
    branches: names(branch.some.may, 'branch', words),
    tags: names(tag.some.may, 'tag', words),
    approval: open.length === 0 ? 'always' : isMixed ? 'sometimes' : isSame ? 'never' : 'unknown',
    ...(isMixed ? { unapproved: unapprovedWords(job, words) } : {}),
    dependsOn: job.dependsOn,
    contexts: contextsOf(entry),
    notExact: [...new Set([...branch.some.reasons, ...tag.some.reasons])],
    neverRuns,
  }
}

function unapprovedWords({ branch, tag }: JobReach, words: Words): string {
  const { none } = words.reach.languages
  const parts = [
    branch.unapproved.may === none ? undefined : `branches: ${names(branch.unapproved.may, 'branch', words)}`,
    tag.unapproved.may === none ? undefined : `tags: ${names(tag.unapproved.may, 'tag', words)}`,
  ]
  return parts.filter(part => part !== undefined).join('; ')
}

/** A set of names of branches or tags in words. */
export function names(
  language: JobReach['branch']['always'],
  kind: 'branch' | 'tag',
  { reach, hints, said }: Words,
): string {
  const key = `${kind} ${language.id}`
  const noun = kind === 'branch' ? { one: 'branch', many: 'branches' } : { one: 'tag', many: 'tags' }
  const known = said.get(key) ?? describe(reach.languages, language, { hints, noun })
  said.set(key, known)
  return known
}

/** What an assertion says, as it is written on a command line. */
export function assertionText(assertion: Assertion): string {
  if (assertion.is === 'only-branches' || assertion.is === 'only-tags') {
    return `--${assertion.is} '${assertion.jobs}=${assertion.names.join(',')}'`
  }
  return `--${assertion.is} '${assertion.jobs}${assertion.is === 'requires' ? `=${assertion.needs}` : ''}'`
}

/** What was found of an assertion for one job, in one sentence. */
export function verdictText({ assertion, job, holds, example, reasons }: Verdict, place: Place): string {
  if (!job) return reasons.join('; ')
  const name = `${job.entry.name} (workflow ${job.workflow.name})`
  if (holds === 'proven') return `${name}: proven`
  if (!example) return `${name}: cannot be proven: ${reasons.join('; ')}`
  const ref = `${example.kind} "${example.name}"`
  return `${name} can run on ${ref}${lack(assertion)}: ${letIn(job, example, place)}`
}

function lack(assertion: Assertion): string {
  if (assertion.is === 'needs-approval') return ' without an approval'
  return assertion.is === 'requires' ? ` without ${assertion.needs} having succeeded` : ''
}

/** What lets a job run for a branch or a tag: its own filter, and those of what it requires where it has none. */
export function letIn(job: JobReach, { kind, name }: Example, place: Place): string {
  const { filters, entry } = job
  if (filters?.kind === 'expression') return `filter ${filters.scalar.text.trim()} at ${place(filters.span)}`
  const section = filters && (kind === 'branch' ? filters.branches : filters.tags)
  if (section) return sectionWords(section, name, place)
  const before = entry.requires.map(({ entry: one }) => one.name)
  const who = before.length > 0 ? `; it requires ${list(before.slice(0, 4))}` : ''
  return `it has no ${kind} filter of its own (${place(entry.span)})${who}`
}

function sectionWords({ only, ignore, span }: Section, name: string, place: Place): string {
  const said = (matchers: readonly Matcher[]): string => matchers.map(({ text }) => text).join(', ')
  if (only) {
    const found = only.find(matcher => matcher.matches(name))
    return `filter only: ${found?.text ?? said(only)} at ${place(found?.span ?? span)}`
  }
  return ignore
    ? `filter ignore: ${said(ignore)} at ${place(span)} does not leave it out`
    : `an empty filter at ${place(span)}`
}
