import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'

/** What a job is in a picture: a gate that waits for somebody, a job that deploys, or any other. */
export type Look = 'gate' | 'deploy' | 'job'

/** A workflow as a Mermaid flow chart. An arrow that others imply is left out. */
export function pictureOf(workflow: ExpandedWorkflow, lookOf: (entry: ExpandedEntry) => Look): string {
  const ids = new Map(workflow.jobs.map((entry, at) => [entry, `job${at}`]))
  const nodes = workflow.jobs.map(entry => {
    const look = lookOf(entry)
    const name = entry.name.replaceAll('"', '#quot;')
    const shape = look === 'gate' ? `{{"${name}"}}` : look === 'deploy' ? `(["${name}"])` : `["${name}"]`
    return `  ${ids.get(entry)}${shape}${look === 'job' ? '' : `:::${look}`}`
  })
  const arrows = workflow.jobs.flatMap(entry =>
    directlyBefore(entry).map(({ before, label }) => `  ${ids.get(before)} -->${label} ${ids.get(entry)}`),
  )
  const styles = [
    '  classDef gate fill:#fff3cd,stroke:#b58900,color:#3d2f00',
    '  classDef deploy fill:#d3f0dc,stroke:#2e7d46,color:#0b3318',
  ]
  const used = styles.filter(style => nodes.some(node => node.endsWith(`:::${style.split(' ')[3]}`)))
  return ['flowchart LR', ...nodes, ...arrows, ...used].join('\n')
}

interface Arrow {
  readonly before: ExpandedEntry
  readonly label: string
}

/** What a job requires, without what it requires through another one as well. */
function directlyBefore({ requires }: ExpandedEntry): readonly Arrow[] {
  return requires.flatMap(({ entry: before, statuses }): Arrow[] => {
    const isPlain = statuses.length === 1 && statuses[0] === 'success'
    const isImplied = requires.some(({ entry: other }) => other !== before && allBefore(other).has(before))
    if (isPlain && isImplied) return []
    return [{ before, label: isPlain ? '' : `|${statuses.join(' or ')}|` }]
  })
}

/** Every job that must have ended before one starts. */
export function allBefore(entry: ExpandedEntry): ReadonlySet<ExpandedEntry> {
  const found = new Set<ExpandedEntry>()
  const waiting = [entry]
  for (let at = waiting.pop(); at; at = waiting.pop()) {
    for (const { entry: before } of at.requires) {
      if (!found.has(before)) waiting.push(before)
      found.add(before)
    }
  }
  return found
}
