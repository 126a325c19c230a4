import type { JobPlan, Plan, WorkflowPlan } from '../../4-plan/plan.ts'

/** The workflows of a plan as Mermaid flow charts, one after the other; what does not run is dashed. */
export function planMermaid({ workflows }: Plan): string {
  return workflows.map(one => workflowMermaid(one)).join('\n')
}

/** One workflow as a Mermaid flow chart. */
export function workflowMermaid({ workflow, jobs }: WorkflowPlan): string {
  const ids = idsOf(jobs)
  const lines = ['flowchart LR', `  %% workflow ${workflow.name}`]
  for (const job of jobs) {
    const name = job.entry.name.replaceAll('"', '#quot;')
    lines.push(
      `  ${ids.get(job)}${job.entry.type === 'approval' ? `{{"${name}"}}` : `["${name}"]`}${job.reason ? ':::absent' : ''}`,
    )
  }
  for (const { from, to, label, isLost } of edgesOf(jobs)) {
    lines.push(`  ${ids.get(from)} ${isLost ? '-.->' : '-->'}${label ? `|${label}|` : ''} ${ids.get(to)}`)
  }
  lines.push('  classDef absent stroke-dasharray: 4 4,opacity:0.5')
  return `${lines.join('\n')}\n`
}

/** The workflows of a plan in the language of Graphviz. */
export function planDot({ workflows }: Plan): string {
  const lines = ['digraph plan {', '  rankdir=LR', '  node [shape=box]']
  for (const [at, { workflow, jobs }] of workflows.entries()) {
    const id = (job: JobPlan): string => JSON.stringify(`${workflow.name}/${job.entry.name}`)
    lines.push(`  subgraph cluster_${at} {`, `    label=${JSON.stringify(workflow.name)}`)
    for (const job of jobs) {
      const shape = job.entry.type === 'approval' ? ', shape=hexagon' : ''
      lines.push(
        `    ${id(job)} [label=${JSON.stringify(job.entry.name)}${shape}${job.reason ? ', style=dashed' : ''}]`,
      )
    }
    for (const { from, to, label, isLost } of edgesOf(jobs)) {
      const marks = [label && `label=${JSON.stringify(label)}`, isLost && 'style=dashed'].filter(Boolean).join(', ')
      lines.push(`    ${id(from)} -> ${id(to)}${marks ? ` [${marks}]` : ''}`)
    }
    lines.push('  }')
  }
  return `${[...lines, '}'].join('\n')}\n`
}

interface Edge {
  readonly from: JobPlan
  readonly to: JobPlan
  readonly label: string
  readonly isLost: boolean
}

function edgesOf(jobs: readonly JobPlan[]): readonly Edge[] {
  return jobs.flatMap(to =>
    [...to.waitsFor.map(link => ({ ...link, isLost: false })), ...to.lost.map(link => ({ ...link, isLost: true }))].map(
      ({ requirement, job: from, isLost }) => {
        const isPlain = requirement.statuses.length === 1 && requirement.statuses[0] === 'success'
        return { from, to, isLost, label: isPlain ? '' : requirement.statuses.join(' or ') }
      },
    ),
  )
}

function idsOf(jobs: readonly JobPlan[]): ReadonlyMap<JobPlan, string> {
  return new Map(jobs.map((job, at) => [job, `j${at}`]))
}
