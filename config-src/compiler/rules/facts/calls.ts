import type { Entry } from '../../1-parse/node.ts'
import type { Config, Definition, JobEntry } from '../../2-resolve/config.ts'
import { splitSettings } from '../../3-expand/invocation.ts'
import { lookup } from '../../3-expand/lookup.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { Owner, Step } from './steps.ts'

/** One use of a command or a job: who uses it, and what it is given. */
export interface Call {
  readonly callee: Definition
  /** Arguments as written; a parameter of a matrix stands here with the list of its values. */
  readonly arguments: readonly Entry[]
  readonly span: Span
  readonly owner: Owner
}

/** Finds every use of a command and a job whose definition is known. */
export function callsOf(facts: { readonly config: Config; readonly steps: () => readonly Step[] }): readonly Call[] {
  const { config } = facts
  const calls: Call[] = []
  for (const { name, nameSpan, body, owner } of facts.steps()) {
    const found = lookup(owner.home, 'command', name)
    if (found.is !== 'found') continue
    const given = body?.kind === 'map' ? body.entries : []
    calls.push({ callee: found.definition, arguments: given, span: nameSpan, owner })
  }
  const lists = [...config.workflows, ...config.groups.values()].map(({ entries }) => entries)
  for (const entry of lists.flat()) {
    const found = lookup(config.library, 'job', entry.job)
    if (found.is !== 'found') continue
    const owner: Owner = { is: 'entry', entry, home: config.library }
    calls.push({ callee: found.definition, arguments: argumentsOf(entry), span: entry.jobSpan, owner })
  }
  return calls
}

function argumentsOf(entry: JobEntry): readonly Entry[] {
  const { settings, passed } = splitSettings(entry)
  const matrix = settings.get('matrix')?.value
  const parameters = matrix?.kind === 'map' ? matrix.entries.find(({ key }) => key === 'parameters')?.value : undefined
  return parameters?.kind === 'map' ? [...passed, ...parameters.entries] : passed
}
