import { isEqual } from '../../4-plan/diff/compare.ts'
import type { Changed, Conditional, Difference, JobChange, WorkflowChange } from '../../4-plan/diff/difference.ts'
import { list, type Naming, tick } from './names.ts'
import type { Item, Mark, Report, Section } from './report.ts'
import { stepsDiff } from './steps.ts'
import { changedText, changeText, reachedText, reachTexts, riskText, workflowHead } from './words.ts'

/** Tells a difference: risks first, then each thing that changed, then how many. */
export function tell(difference: Difference): Report {
  const naming: Naming = difference
  const notes = difference.unseen.map(
    orb => `what comes from orb ${tick(orb)} was not compared: its source was not given`,
  )
  if (isEqual(difference)) return { equal: equalText(notes), sections: [], notes, summary: equalText(notes) }
  const risks = difference.risks.map((risk): Item => ({ mark: '!', head: riskText(risk, naming), lines: [] }))
  const sections: Section[] = [
    { title: 'Risks', items: risks },
    { title: 'Jobs', items: difference.jobs.map(job => jobItem(job, difference)) },
    { title: 'Only for some values', items: difference.conditional.map(one => conditionalItem(one, difference)) },
    { title: 'Workflows', items: difference.workflows.map(workflowItem) },
    { title: 'Parameters', items: difference.parameters.map(plainItem) },
    { title: 'Orbs', items: difference.orbs.map(plainItem) },
    { title: 'Config', items: difference.settings.map(plainItem) },
  ]
  return { sections: sections.filter(({ items }) => items.length > 0), notes, summary: summaryOf(difference) }
}

function equalText(notes: readonly string[]): string {
  return notes.length > 0 ? 'same behaviour, as far as it can be seen' : 'same behaviour'
}

function jobItem(job: JobChange, difference: Difference): Item {
  const { was, is, changes } = job
  if (was === undefined || is === undefined) return comingOrGoing(job, difference)
  const steps = changes.find(change => change.is === 'steps')
  return {
    mark: '~',
    head: was === is ? tick(is) : `${tick(was)} is now called ${tick(is)}`,
    lines: [
      ...reachTexts(job, difference),
      ...changes.flatMap(change => (change.is === 'steps' ? [] : [changeText(change, difference.isOneWorkflow)])),
    ],
    ...(steps?.is === 'steps' ? { steps: stepsDiff(steps.old, steps.new) } : {}),
  }
}

function conditionalItem({ where, job }: Conditional, difference: Difference): Item {
  const item = jobItem(job, difference)
  return {
    ...item,
    head: `${tick(job.is ?? '')} where ${where}`,
    lines: job.changes.flatMap(change => (change.is === 'steps' ? [] : [changeText(change, true)])),
  }
}

function comingOrGoing(job: JobChange, difference: Difference): Item {
  const isNew = job.was === undefined
  const workflows = job.changes.flatMap(change =>
    change.is === 'joined' || change.is === 'left' ? [change.workflow] : [],
  )
  const what = `${job.isApproval ? 'approval ' : ''}${tick(job.is ?? job.was ?? '')}`
  const where = `${isNew ? 'in' : 'from'} ${workflows.length === 1 ? 'workflow' : 'workflows'} ${list(workflows.map(tick))}`
  return {
    mark: isNew ? '+' : '-',
    head: `${what} ${isNew ? 'added' : 'removed'} ${where}`,
    lines: [`${isNew ? '' : 'was '}${reachedText(job, isNew ? 'new' : 'old', difference)}`],
  }
}

function workflowItem(workflow: WorkflowChange): Item {
  return {
    mark: markOf(workflow.was, workflow.is),
    head: workflowHead(workflow),
    lines: workflow.changes.map(changedText),
  }
}

function plainItem(changed: Changed): Item {
  return {
    mark: markOf(changed.old, changed.new),
    head: changedText({ ...changed, name: tick(changed.name) }),
    lines: [],
  }
}

function markOf(old: string | undefined, now: string | undefined): Mark {
  return old === undefined ? '+' : now === undefined ? '-' : '~'
}

/** `2 jobs added, 1 changed, 0 removed; reach of 1 job changed`. */
export function summaryOf({ jobs, conditional, languages }: Difference): string {
  const added = jobs.filter(({ was }) => was === undefined).length
  const removed = jobs.filter(({ is }) => is === undefined).length
  const kept = jobs.filter(({ was, is }) => was !== undefined && is !== undefined)
  const renamed = kept.filter(({ was, is }) => was !== is).length
  const differing = [...kept.filter(({ changes }) => changes.length > 0), ...conditional.map(({ job }) => job)]
  const changed = new Set(differing.map(({ is }) => is)).size
  const reached = kept.filter(({ reach: { branch, tag } }) =>
    [branch.gained, branch.lost, tag.gained, tag.lost].some(names => names !== languages.none),
  ).length
  return [
    `${added} ${added === 1 ? 'job' : 'jobs'} added, ${changed} changed, ${removed} removed`,
    renamed > 0 ? `, ${renamed} renamed` : '',
    `; reach of ${reached} ${reached === 1 ? 'job' : 'jobs'} changed`,
  ].join('')
}
