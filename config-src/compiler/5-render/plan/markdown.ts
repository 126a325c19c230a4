import { contextsOf } from '../../4-plan/contexts.ts'
import type { JobPlan, Plan, WorkflowPlan } from '../../4-plan/plan.ts'
import { workflowMermaid } from './graph.ts'
import { list, type Place, type Telling, why, whySkipped } from './why.ts'

/** A plan as Markdown: a table of jobs and a chart for each workflow. */
export function planMarkdown(plan: Plan, place: Place): string {
  const telling: Telling = { ref: plan.ref, place }
  const name = plan.ref.branch === undefined ? `tag \`${plan.ref.tag}\`` : `branch \`${plan.ref.branch}\``
  const parts = [
    `## What runs for ${name}`,
    ...plan.workflows.map(one => workflowMarkdown(one, telling)),
    ...plan.skipped.map(one => `Workflow \`${one.workflow.name}\` is not started: ${cell(whySkipped(one, telling))}.`),
  ]
  return `${parts.join('\n\n')}\n`
}

function workflowMarkdown(planned: WorkflowPlan, telling: Telling): string {
  const rows = planned.jobs.map(job => row(job, waveOf(planned, job), telling))
  return [
    `### ${planned.workflow.name}`,
    '',
    '| wave | job | contexts | why |',
    '| ---: | --- | --- | --- |',
    ...rows,
    '',
    '```mermaid',
    workflowMermaid(planned).trimEnd(),
    '```',
  ].join('\n')
}

function waveOf({ waves }: WorkflowPlan, job: JobPlan): string {
  const at = waves.findIndex(wave => wave.includes(job))
  return at < 0 ? '–' : String(at + 1)
}

function row(job: JobPlan, wave: string, telling: Telling): string {
  const name = job.entry.type === 'approval' ? `${job.entry.name} (approval)` : job.entry.name
  const shown = job.reason ? `~~${name}~~` : `**${name}**`
  return `| ${wave} | ${cell(shown)} | ${cell(list(contextsOf(job.entry)))} | ${cell(why(job, telling))} |`
}

/** Text for a cell of a table. */
export function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}
