import type { ExpandedEntry } from '../3-expand/expanded.ts'
import type { Profile } from '../3-expand/scope.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { RefKind } from './condition/filter.ts'
import { gated } from './gate.ts'
import { attempt, common, either, exactly, except, matching, type Names } from './language/names.ts'
import { witness } from './language/witness.ts'
import type { JobReach, Reach } from './reach.ts'

/** Something that must be true of the jobs whose name fits a pattern with `*`. */
export type Assertion = { readonly jobs: string; readonly span?: Span } & (
  | { readonly is: 'only-branches' | 'only-tags'; readonly names: readonly string[] }
  | { readonly is: 'no-branches' | 'no-tags' | 'needs-approval' }
  | { readonly is: 'requires'; readonly needs: string }
)

/** Whether an assertion is true of a job: proven, refuted by an example, or not known. */
export interface Verdict {
  readonly assertion: Assertion
  /** None where no job has such a name. */
  readonly job?: JobReach
  readonly holds: 'proven' | 'refuted' | 'unknown'
  readonly example?: Example
  readonly reasons: readonly string[]
}

/** A branch or a tag for which an assertion is not true. */
export interface Example {
  readonly kind: RefKind
  readonly name: string
}

/** What assertions are checked with: names that make good examples, and how patterns are read. */
export interface Checking {
  readonly preferred: Readonly<Record<RefKind, readonly string[]>>
  readonly profile: Profile
}

/** Checks an assertion for each job that it is about (S16.9, S16.10, S17). */
export function checkAssertion(reach: Reach, assertion: Assertion, checking: Checking): readonly Verdict[] {
  const fits = namePattern(assertion.jobs)
  const jobs = reach.jobs.filter(({ entry }) => fits(entry.name))
  if (jobs.length === 0) return [{ assertion, holds: 'unknown', reasons: [`no job is called "${assertion.jobs}"`] }]
  return jobs.map(job => judge({ reach, job, assertion, checking }))
}

interface Case {
  readonly reach: Reach
  readonly job: JobReach
  readonly assertion: Assertion
  readonly checking: Checking
}

function judge({ reach, job, assertion, checking }: Case): Verdict {
  const { languages } = reach
  const wrong = (['branch', 'tag'] as const).map(kind => ({
    kind,
    names: violations({ reach, job, assertion, checking }, kind),
  }))
  for (const { kind, names } of wrong) {
    // What is surely wrong makes an example; what may be wrong makes a proof impossible.
    const name = witness(languages, names.must, checking.preferred[kind])
    if (name !== undefined) return { assertion, job, holds: 'refuted', example: { kind, name }, reasons: [] }
  }
  const open = wrong.filter(({ names }) => names.may !== languages.none)
  const reasons = [...new Set(open.flatMap(({ names }) => names.reasons))]
  return { assertion, job, holds: open.length === 0 ? 'proven' : 'unknown', reasons }
}

/** The names for which an assertion is not true of a job. */
function violations({ reach, job, assertion, checking }: Case, kind: RefKind): Names {
  const { languages } = reach
  const none = exactly(languages.none)
  const { some, unapproved } = job[kind]
  switch (assertion.is) {
    case 'no-branches':
      return kind === 'branch' ? some : none
    case 'no-tags':
      return kind === 'tag' ? some : none
    case 'needs-approval':
      return unapproved
    case 'only-branches':
      return kind === 'branch' ? outside(reach, { some, names: assertion.names, profile: checking.profile }) : none
    case 'only-tags':
      return kind === 'tag' ? outside(reach, { some, names: assertion.names, profile: checking.profile }) : none
    case 'requires': {
      const fits = namePattern(assertion.needs)
      return gated(reach, job, { kind, isGate: (entry: ExpandedEntry) => fits(entry.name) })
    }
  }
}

function outside({ languages }: Reach, of: { some: Names; names: readonly string[]; profile: Profile }): Names {
  const allowed = of.names.map(text => {
    const isPattern = text.length > 1 && text.startsWith('/') && text.endsWith('/')
    return isPattern ? matching(languages, text.slice(1, -1), of.profile) : exactly(languages.literal(text))
  })
  const all = allowed.reduce((left, right) => either(languages, left, right), exactly(languages.none))
  return attempt(languages, 'an assertion', () => common(languages, of.some, except(languages, all)))
}

/** Whether a name fits a pattern in which `*` stands for anything. */
export function namePattern(pattern: string): (name: string) => boolean {
  const parts = pattern.split('*').map(part => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
  const expression = new RegExp(`^${parts.join('.*')}$`, 's')
  return name => expression.test(name)
}
