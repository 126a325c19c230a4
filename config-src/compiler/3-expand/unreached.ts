import { get } from '../1-parse/build.ts'
import type { Definition, Element, Library } from '../2-resolve/config.ts'
import { bindNothing } from './arguments.ts'
import type { Call } from './call.ts'
import { tryExecutor } from './executor.ts'
import type { ExpandedWorkflow } from './expanded.ts'
import { expandJob } from './job.ts'
import { lookup, notFound } from './lookup.ts'
import type { Run } from './run.ts'
import { bodyScope } from './scopes.ts'
import { expandSteps, newBudget } from './steps.ts'
import { asWarnings } from './warnings.ts'
import { expandWorkflow, tryGroup } from './workflow.ts'

/**
 * Looks at what no workflow reached: workflows whose condition is false, and jobs, commands and executors that nothing uses.
 * The server reads only their shape (S1.9), so what is wrong there is a warning (S1.10). Values that nobody gives are unknown.
 * Returns the workflows whose condition is false, expanded.
 */
export function tryRest(run: Run, kept: readonly ExpandedWorkflow[]): readonly ExpandedWorkflow[] {
  const quiet = asWarnings(run)
  const sources = new Set(kept.map(({ source }) => source))
  const suppressed = run.config.workflows.filter(workflow => !sources.has(workflow))
  const tried = suppressed.map(workflow => expandWorkflow(quiet, workflow))
  for (const group of run.config.groups.values()) if (!run.reachedGroups.has(group)) tryGroup(quiet, group)
  const { library } = run.config
  for (const elements of [library.jobs, library.commands, library.executors]) tryAliases(quiet, library, elements)
  for (const job of unreached(run, library.jobs)) tryJob(quiet, job)
  for (const command of unreached(run, library.commands)) tryCommand(quiet, command)
  for (const executor of unreached(run, library.executors)) tryExecutor(quiet, executor)
  return tried
}

/** Names that stand for nothing are an error where they are used, else a warning (S8.12). */
function tryAliases(run: Run, library: Library, elements: Library['jobs']): void {
  for (const element of elements.values()) {
    if (element.is !== 'alias') continue
    const found = lookup(library, element.kind, element.name)
    if (found.is === 'missing') run.report(notFound(found, element.target.span))
  }
}

function unreached(run: Run, elements: ReadonlyMap<string, Element>): Definition[] {
  return [...elements.values()]
    .filter(element => element.is === 'definition')
    .filter(element => !run.reached.has(element))
}

function tryJob(run: Run, definition: Definition): void {
  const call: Call = { kind: 'job', name: definition.name, span: definition.nameSpan }
  expandJob(run, { definition, values: bindNothing(run, definition), call })
}

function tryCommand(run: Run, definition: Definition): void {
  if (run.reached.has(definition)) return
  run.reached.add(definition)
  const call: Call = { kind: 'command', name: definition.name, span: definition.nameSpan }
  const { home, parameters: declared } = definition
  const scope = bodyScope(run, { home, declared, arguments: bindNothing(run, definition) })
  const steps = get(definition.node, 'steps')
  if (steps && steps.kind !== 'map')
    expandSteps(steps, { run, home, scope, call, path: [definition], out: [], ...newBudget() })
}
