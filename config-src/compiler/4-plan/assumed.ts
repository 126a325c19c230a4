import { get } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import type { ExpandedEntry, ExpandedWorkflow } from '../3-expand/expanded.ts'
import { references } from '../3-expand/template/parse.ts'

/** The settings that decide which jobs there are, what they wait for, and for which names they run. */
const deciding = new Set(['filters', 'requires', 'matrix', 'name'])

/**
 * The pipeline values that templates put into what decides when a job runs. The expansion took one value for each, so for
 * those that are free it says nothing of the others: no proof can stand on it.
 */
export function assumedValues(entry: ExpandedEntry, isFixed: (name: string) => boolean): readonly string[] {
  return freeIn(
    entry.settings.flatMap(({ key, value }) => (deciding.has(key) ? [value] : [])),
    isFixed,
  )
}

/** The same for the schedule of a workflow (S13.10). */
export function assumedSchedule({ source }: ExpandedWorkflow, isFixed: (name: string) => boolean): readonly string[] {
  const triggers = source && get(source.node, 'triggers')
  return triggers ? freeIn([triggers], isFixed) : []
}

function freeIn(nodes: readonly Node[], isFixed: (name: string) => boolean): readonly string[] {
  const names = new Set<string>()
  for (const node of nodes) collect(node, names)
  return [...names].filter(name => name.startsWith('pipeline.') && !isFixed(name))
}

function collect(node: Node, names: Set<string>): void {
  if (!node.templated) return
  if (node.kind === 'scalar') for (const { name } of references(node.text)) names.add(name)
  else if (node.kind === 'seq') for (const item of node.items) collect(item, names)
  else {
    for (const { keyNode, value } of node.entries) {
      collect(keyNode, names)
      collect(value, names)
    }
  }
}
