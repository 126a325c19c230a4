import type { Changed, Difference, JobChange, NamesChange } from '../../4-plan/diff/difference.ts'
import { describe, type Hint } from '../../4-plan/language/describe.ts'
import type { Language, Languages } from '../../4-plan/language/languages.ts'
import { stepsDiff } from './steps.ts'
import { summaryOf } from './tell.ts'
import { riskText } from './words.ts'

/** A difference as data, version 1. Sets of names are texts, as `circlec reach` says them. */
export function diffData(difference: Difference): object {
  const { risks, jobs, workflows, parameters, orbs, settings, conditional, unseen } = difference
  return {
    summary: summaryOf(difference),
    risks: risks.map(risk => ({
      kind: risk.is,
      ...('job' in risk ? { job: risk.job.is } : {}),
      message: riskText(risk, difference),
    })),
    jobs: jobs.map(job => jobData(job, difference)),
    onlyForSomeValues: conditional.map(({ where, job }) => ({ where, ...jobData(job, difference) })),
    workflows: workflows.map(({ was, is, changes }) => ({
      old: was ?? null,
      new: is ?? null,
      changes: changes.map(pair),
    })),
    parameters: parameters.map(pair),
    orbs: orbs.map(pair),
    settings: settings.map(pair),
    notCompared: unseen,
  }
}

function pair({ name, old, new: now }: Changed): object {
  return { name, old: old ?? null, new: now ?? null }
}

function jobData({ was, is, changes, reach }: JobChange, naming: Naming): object {
  return {
    old: was ?? null,
    new: is ?? null,
    changes: changes.map(({ is: kind, ...change }) =>
      'old' in change && Array.isArray(change.old) && Array.isArray(change.new)
        ? { kind, lines: stepsDiff(change.old, change.new) }
        : { kind, ...change },
    ),
    reach: { branches: namesData(reach.branch, 'branch', naming), tags: namesData(reach.tag, 'tag', naming) },
    dependsOn: reach.dependsOn,
  }
}

interface Naming {
  readonly languages: Languages
  readonly hints: readonly Hint[]
}

function namesData(change: NamesChange, one: 'branch' | 'tag', { languages, hints }: Naming): object {
  const noun = { one, many: one === 'branch' ? 'branches' : 'tags' }
  const text = (language: Language): string => describe(languages, language, { hints, noun })
  const { old, new: now, gained, lost, unapproved, reasons } = change
  return {
    old: text(old),
    new: text(now),
    gained: text(gained),
    lost: text(lost),
    withoutApproval: text(unapproved),
    notExact: reasons,
  }
}
