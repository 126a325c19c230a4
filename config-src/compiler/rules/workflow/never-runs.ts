import { getEntry } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { pipelineValues } from '../../2-resolve/pipeline-values.ts'
import { type Expr, parseExpression, walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import type { JobReach } from '../../4-plan/reach.ts'
import type { Related } from '../../diagnostics/diagnostic.ts'
import { mayHoldIdleJob } from '../facts/samples.ts'
import { isGroupEnd, mayPassOnTags } from '../facts/tags.ts'
import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'
import { hasTagGap } from './tag-filter-gap.ts'

const rule: Rule = {
  id: 'workflow/never-runs',
  severity: 'warning',
  level: 'default',
  title: 'A job that nothing can start',
  what:
    'No branch, no tag and no value of a parameter makes the job run: its filters, the condition of its workflow, and the ' +
    'filters of what it requires contradict each other. Workflows that are switched off with `when: false`, or with `false` in ' +
    'a part of the condition, are left alone.',
  why: 'It looks as if the job were there. CircleCI leaves it out without a word.',
  source: 'S16.9, S17.4, S23',
  bad: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build: { filters: { branches: { only: develop } } }
      - report: { requires: [build], filters: { branches: { only: main } } }
`,
  good: `version: 2.1
jobs:
  build: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  report: *job
workflows:
  main:
    jobs:
      - build: { filters: { branches: { only: [develop, main] } } }
      - report: { requires: [build], filters: { branches: { only: main } } }
`,
  check: (facts, report) => {
    // The jobs of a matrix, and those of a group that is used twice, stand in one place.
    const told = new Set<number>()
    for (const workflow of facts.all().workflows.filter(mayHoldIdleJob)) {
      const byEntry = facts.reach(workflow)
      for (const job of byEntry.values()) {
        const { entry } = job
        const { span } = entry.call
        if (told.has(span.start) || canRun(job, facts) || isMeant(job) || hasTagGap(entry, workflow, facts)) continue
        // What comes after a job that never runs does not run either: the first one is told.
        const isBlocked = entry.requires.some(({ entry: required }) => {
          const before = byEntry.get(required)
          return before !== undefined && !canRun(before, facts)
        })
        // What keeps the end of a group from running is told of its members.
        if (isBlocked || isGroupEnd(entry) || isBroken(job)) continue
        told.add(span.start)
        report({ span, ...reasonFor(job, byEntry, facts) })
      }
    }
  },
}

export default rule

function canRun({ branch, tag }: JobReach, { languages }: Facts): boolean {
  return [branch, tag].some(({ some }) => some.may !== languages().none)
}

/** Whether an expression says nothing, or asks for a name that does not exist: that was complained about. */
function isBroken({ filters }: JobReach): boolean {
  if (filters?.kind !== 'expression') return false
  let isUnknown = filters.expr === undefined
  if (filters.expr)
    walkExpression(filters.expr, part => {
      if (part.kind !== 'name' || part.name.startsWith('pipeline.parameters.')) return
      isUnknown ||= !pipelineValues.has(part.name)
    })
  return isUnknown
}

/** Whether a workflow is switched off on purpose: its condition is a constant, or has one in it. */
function isMeant({ workflow }: JobReach): boolean {
  const node = workflow.source?.condition?.node
  if (!node) return false
  const text = node.span.source.text.slice(node.span.start, node.span.end)
  return !/pipeline\./.test(text) || isFalse(node)
}

/** Whether `false`, written as it is, makes a condition false. */
function isFalse(node: Node): boolean {
  if (node.kind === 'scalar') {
    const parsed = node.type === 'string' ? parseExpression(node.text) : undefined
    return node.value === false || (parsed !== undefined && 'expr' in parsed && isFalseExpression(parsed.expr))
  }
  const operator = operatorOf(node)
  return operator?.key === 'and' && operator.value.kind === 'seq' && operator.value.items.some(isFalse)
}

function isFalseExpression(expr: Expr): boolean {
  if (expr.kind === 'literal') return expr.value === false
  return expr.kind === 'and' && (isFalseExpression(expr.left) || isFalseExpression(expr.right))
}

function reasonFor(
  { entry, filters, workflow }: JobReach,
  byEntry: ReadonlyMap<unknown, JobReach>,
  facts: Facts,
): { message: string; help?: string; related: readonly Related[] } {
  const condition = workflow.source?.condition
  const related: Related[] = []
  if (filters) related.push({ message: `the filters of "${entry.name}"`, span: filters.span })
  for (const { entry: required } of entry.requires) {
    const before = byEntry.get(required)
    if (before?.filters) related.push({ message: `the filters of "${required.name}"`, span: before.filters.span })
  }
  if (condition) related.push({ message: `the condition of workflow "${workflow.name}"`, span: condition.span })
  const triggers = workflow.source && getEntry(workflow.source.node, 'triggers')
  if (triggers) related.push({ message: `the schedule of workflow "${workflow.name}"`, span: triggers.keyNode.span })
  const text = condition
    ? condition.node.span.source.text.slice(condition.node.span.start, condition.node.span.end)
    : ''
  if (/equal:/.test(text) && /""|''/.test(text)) {
    const message = `no branch, no tag and no value of a parameter makes "${entry.name}" run: a value that is not set is null, and no empty text`
    return { message, help: 'to ask for no tag, write not: << pipeline.git.tag >>', related }
  }
  if (text.includes('pipeline.git.tag') && !mayPassOnTags(entry, workflow, facts)) {
    const message = `no branch and no tag makes "${entry.name}" run: its workflow runs on tags, and a job without a filter for tags runs on none`
    return { message, help: 'add filters: pipeline.git.tag', related }
  }
  return { message: `no branch, no tag and no value of a parameter makes "${entry.name}" run`, related }
}
