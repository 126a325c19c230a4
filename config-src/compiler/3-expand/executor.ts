import { get, withValue } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import type { Definition, Library } from '../2-resolve/config.ts'
import { describe, match } from '../2-resolve/match.ts'
import { executorFields } from '../2-resolve/shapes/executor.ts'
import { error } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { bind, bindNothing } from './arguments.ts'
import { closureOf, isUnknown } from './bound.ts'
import { type Call, reportFrom } from './call.ts'
import { lookup, notFound } from './lookup.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { bodyScope } from './scopes.ts'
import { substitute, substituteAll } from './template/substitute.ts'

/** Where an executor is used: by a job, in its scope. */
export interface Use {
  readonly run: Run
  readonly node: Node
  readonly scope: Scope
  readonly home: Library
  readonly call: Call
}

/** What an executor gives to a job: its keys in order, or `opaque` where nobody knows them. */
export type Given =
  | { readonly is: 'fields'; readonly entries: readonly Entry[] }
  | { readonly is: 'opaque' }
  | { readonly is: 'wrong' }

/** Finds the executor that a job names and fills in its parameters (S9.3). */
export function useExecutor(use: Use): Given {
  const { run, call } = use
  const report = reportFrom(call, run.report)
  const node = use.node.kind === 'scalar' ? substitute(use.node, use.scope, report) : use.node
  if (isUnknown(node)) return { is: 'opaque' }
  // A map that was passed as an argument is read in the job that got it, but its names are the caller's (S3.5, S7.17).
  const home = closureOf(node)?.home ?? use.home
  const scope = argumentScope(use.scope, closureOf(node)?.scope)
  const nameNode = node.kind === 'map' ? get(node, 'name') : node
  if (nameNode?.kind !== 'scalar') {
    // What is wrong as it is written was said with the shape of the job.
    if (node === use.node) return { is: 'wrong' }
    report(
      error(
        'executor/missing-name',
        node.span,
        `missing executor name: expected a name or a map with "name", found: ${describe(node)}`,
      ),
    )
    return { is: 'wrong' }
  }
  const name = substitute(nameNode, scope, report)
  if (isUnknown(name)) return { is: 'opaque' }
  if (name.kind !== 'scalar' || name.type !== 'string') {
    if (node === use.node && name === nameNode) return { is: 'wrong' }
    const message = `Cannot find a definition for executor named ${name.kind === 'scalar' ? name.text : describe(name)}: a name is a string`
    report(error('executor/undefined', nameNode.span, message))
    return { is: 'wrong' }
  }
  const entries = node.kind === 'map' ? node.entries.filter(entry => entry.key !== 'name') : []
  return open({ use, home: closureOf(name)?.home ?? home, scope, name: name.value, entries, at: nameNode, report })
}

interface Opening {
  readonly use: Use
  readonly home: Library
  readonly scope: Scope
  readonly name: string
  readonly entries: readonly Entry[]
  readonly at: Node
  readonly report: Report
}

function open({ use, home, scope, name, entries, at, report }: Opening): Given {
  const found = lookup(home, 'executor', name)
  if (found.is === 'broken') return { is: 'wrong' }
  if (found.is === 'opaque') {
    use.run.missingOrbs.add(found.reference.asked)
    return { is: 'opaque' }
  }
  if (found.is === 'missing') {
    report(notFound(found, at.span))
    return { is: 'wrong' }
  }
  const { definition } = found
  const values = bind(use.run, definition, { entries, scope, home, span: at.span, report })
  const call: Call = { kind: 'executor', name, span: at.span, parent: use.call }
  return { is: 'fields', entries: fields(use.run, definition, { values, call }) }
}

function argumentScope(job: Scope, caller: Scope | undefined): Scope {
  if (!caller) return job
  return {
    ...caller,
    find: name => (name.startsWith('parameters.') && !job.find(name).problem ? job.find(name) : caller.find(name)),
  }
}

/** The keys of an executor with its parameters filled in; `parameters` and `description` stay behind (S9.10). */
function fields(
  run: Run,
  definition: Definition,
  { values, call }: { values: ReadonlyMap<string, Node>; call: Call },
): Entry[] {
  run.reached.add(definition)
  const { home, parameters: declared } = definition
  const scope = bodyScope(run, { home, declared, arguments: values })
  const report = reportFrom(call, run.report)
  const entries: Entry[] = []
  for (const entry of definition.node.entries) {
    if (entry.key === 'parameters' || entry.key === 'description') continue
    entries.push(entry.value.templated ? withValue(entry, filled(entry, scope, report)) : entry)
  }
  return entries
}

/** A value with its templates replaced, whose type is checked again, now that it is known (S12.8). */
function filled(entry: Entry, scope: Scope, report: Report): Node {
  const value = substituteAll(entry.value, scope, report)
  const field = Object.hasOwn(executorFields, entry.key) ? executorFields[entry.key] : undefined
  if (field && !isUnknown(value)) match(value, field.shape, { what: `"${entry.key}"`, report })
  return value
}

/** Reads an executor that nothing uses, for what is wrong in it (S1.10). */
export function tryExecutor(run: Run, definition: Definition): void {
  const call: Call = { kind: 'executor', name: definition.name, span: definition.nameSpan }
  fields(run, definition, { values: bindNothing(run, definition), call })
}
