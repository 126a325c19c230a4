import { get, entry as makeEntry, map } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import type { Definition, Library } from '../2-resolve/config.ts'
import { describe, match, quote } from '../2-resolve/match.ts'
import { bareSteps, builtins } from '../2-resolve/shapes/step.ts'
import { readStep, type Step } from '../2-resolve/steps.ts'
import { error } from '../diagnostics/complain.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { bind } from './arguments.ts'
import { closureOf, isUnknown } from './bound.ts'
import { type Call, reportFrom } from './call.ts'
import { evaluateStepCondition } from './logic/evaluate.ts'
import { lookup, type Missing, notFound } from './lookup.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { bodyScope } from './scopes.ts'
import { substitute, substituteAll } from './template/substitute.ts'
import { asWarnings } from './warnings.ts'

/** Where steps are expanded: whose they are, what they see, and where the result goes. */
export interface Site {
  readonly run: Run
  readonly home: Library
  readonly scope: Scope
  readonly call: Call
  /** The commands that are being expanded, outermost first. */
  readonly path: readonly Definition[]
  readonly out: Node[]
  /** How many steps may still be looked at, and how deep calls and conditions are. */
  readonly budget: { left: number }
  readonly depth: number
}

/** What one job may take: far above any job that runs, and soon over where commands that call two others multiply. */
export function newBudget(): Pick<Site, 'budget' | 'depth'> {
  return { budget: { left: mostSteps }, depth: 0 }
}

const mostSteps = 20_000
const deepest = 400

/** Expands a list of steps into `site.out`: commands, conditions and spliced lists dissolve (S10.3, S12.13, S12.16). */
export function expandSteps(node: Node, site: Site): void {
  const report = reportFrom(site.call, site.run.report)
  const list = node.kind === 'scalar' ? substitute(node, site.scope, report) : node
  if (isUnknown(list)) return
  const closure = closureOf(list)
  const inner = { ...site, ...closure, depth: site.depth + 1 }
  if (inner.depth > deepest) tooMany(inner, node, `steps are nested deeper than ${deepest} levels`)
  else if (list.kind === 'seq') for (const item of list.items) expandStep(item, inner)
  // A single step where a list is expected, as in `when` (S12.13).
  else if (list.kind === 'map') expandStep(list, inner)
  // One that stands there as it is was complained about with the shape of what holds it.
  else if (list.type !== 'null' && (list !== node || site.run.config.version === '2')) {
    report(error('schema/type', node.span, `expected type: list, found: ${describe(list)}, for a list of steps`))
  }
}

function tooMany({ budget, call, run }: Site, node: Node, message: string): void {
  budget.left = 0
  const help = 'commands that call several others, which call several others, multiply'
  reportFrom(call, run.report)(error('job/too-many-steps', node.span, message, help))
}

function expandStep(node: Node, site: Site): void {
  const { budget } = site
  if (budget.left <= 0) return
  budget.left -= 1
  if (budget.left === 0) {
    tooMany(site, node, `a job has more than ${mostSteps} steps when its commands are expanded`)
    return
  }
  const report = reportFrom(site.call, site.run.report)
  const item = node.kind === 'scalar' && node.templated ? substitute(node, site.scope, report) : node
  if (isUnknown(item)) return
  // A parameter of type steps may stand as an item of its own: its steps take the place of the item (S7.18). So do those of
  // a list in the list, such as an alias makes.
  if (item.kind === 'seq') {
    expandSteps(item, site)
    return
  }
  const step = readStep(item, { what: `${site.call.kind} "${site.call.name}"`, report })
  if (!step) return
  // A command that is called like a built-in step takes its place (S8.10).
  const isLocal = site.home.commands.has(step.name)
  if (isFunction(step.name, site)) {
    site.out.push(item.templated ? substituteAll(item, site.scope, report) : item)
    return
  }
  if (!isLocal && Object.hasOwn(builtins, step.name)) expandBuiltin(step, site)
  else callCommand(step, site)
}

/** Whether a step calls a function, by its name or by `name/command` (S12.30). */
function isFunction(name: string, { home, run }: Site): boolean {
  const slash = name.indexOf('/')
  return run.profile === 'next' && home.functions.has(slash > 0 ? name.slice(0, slash) : name)
}

function expandBuiltin(step: Step, site: Site): void {
  const report = reportFrom(site.call, site.run.report)
  const { body } = step
  if (!body && !bareSteps.includes(step.name)) {
    const message = `step "${step.name}" needs settings: it is not complete as a bare name`
    report(error('step/missing-key', step.node.span, message))
    return
  }
  if (step.name === 'when' || step.name === 'unless') {
    expandCondition(step, site)
    return
  }
  if (!body) {
    site.out.push(step.node)
    return
  }
  if (step.name === 'steps') {
    expandSteps(body, site)
    return
  }
  const value = filled(step, body, site)
  const isText = (step.name === 'run' || step.name === 'deploy') && value.kind === 'scalar'
  // The short form of `run` becomes a map (S12.5).
  const shown = isText ? map([makeEntry('command', value)], value.span) : value
  site.out.push(
    shown === body ? step.node : map([{ key: step.name, keyNode: keyOf(step), value: shown }], step.node.span),
  )
}

function keyOf(step: Step): ReturnType<typeof makeEntry>['keyNode'] {
  return step.nameNode.kind === 'scalar' ? step.nameNode : makeEntry(step.name, step.node).keyNode
}

/** The settings of a step with templates replaced; what they became is checked for its type (S12.8). */
function filled(step: Step, body: Node, site: Site): Node {
  if (!body.templated) return body
  const report = reportFrom(site.call, site.run.report)
  const value = substituteAll(body, site.scope, report)
  const shape = builtins[step.name]
  if (shape && !isUnknown(value))
    match(value, shape, { what: `step "${step.name}" in ${site.call.kind} "${site.call.name}"`, report })
  return value
}

/** A condition in steps: the branch that holds is spliced, the other one vanishes (S12.13). */
function expandCondition(step: Step, site: Site): void {
  const report = reportFrom(site.call, site.run.report)
  const condition = get(step.body, 'condition')
  const steps = get(step.body, 'steps')
  if (!condition || !steps) return
  const holds = evaluateStepCondition(condition, site.scope, report)
  if (holds === (step.name === 'when')) expandSteps(steps, site)
  else lintSteps(steps, site)
}

/** Looks at steps that the server does not expand; faults there are warnings (S12.14). Once for each place is enough. */
function lintSteps(steps: Node, site: Site): void {
  const { run } = site
  if (!run.lint || run.linted.has(steps)) return
  run.linted.add(steps)
  expandSteps(steps, { ...site, run: asWarnings(run), out: [], ...newBudget() })
}

function callCommand(step: Step, site: Site): void {
  const { run, home, path } = site
  const report = reportFrom(site.call, run.report)
  const found = lookup(home, 'command', step.name)
  if (found.is === 'broken') return
  if (found.is === 'opaque') {
    run.missingOrbs.add(found.reference.asked)
    if (step.body?.templated) substituteAll(step.body, site.scope, report)
    return
  }
  if (found.is === 'missing') {
    unknownCommand(step, site, found)
    return
  }
  const { definition } = found
  if (path.includes(definition)) {
    const names = [...path.slice(path.indexOf(definition)), definition].map(({ name }) => name)
    report(
      error('command/recursion', step.nameNode.span, `commands call each other in a circle: ${names.join(' -> ')}`),
    )
    return
  }
  run.reached.add(definition)
  const entries = argumentsOf(step, site)
  const values = bind(run, definition, { entries, scope: site.scope, home, span: step.nameNode.span, report, path })
  const call: Call = { kind: 'command', name: step.name, span: step.nameNode.span, parent: site.call }
  const scope = bodyScope(run, { home: definition.home, declared: definition.parameters, arguments: values })
  const steps = get(definition.node, 'steps')
  if (steps && steps.kind !== 'map')
    expandSteps(steps, { ...site, home: definition.home, scope, call, path: [...path, definition] })
}

function argumentsOf(step: Step, site: Site): Parameters<typeof bind>[2]['entries'] {
  const { body } = step
  if (!body || (body.kind === 'scalar' && body.type === 'null')) return []
  if (body.kind === 'map') return body.entries
  const message = `expected type: map, found: ${describe(body)}, for the arguments of command "${step.name}"`
  reportFrom(site.call, site.run.report)(error('param/type-mismatch', body.span, message))
  return []
}

function unknownCommand(step: Step, site: Site, found: Missing): void {
  const report = reportFrom(site.call, site.run.report)
  const isJob = found.rule === 'step/unknown-command' && site.home.jobs.has(step.name)
  if (isJob) {
    const message = `${found.message}: ${quote(step.name)} is a job, not a command`
    report(
      error(
        'step/job-called-as-command',
        step.nameNode.span,
        message,
        'list it under "jobs" of a workflow, or make a command of its steps',
      ),
    )
    return
  }
  const near =
    found.rule === 'step/unknown-command'
      ? suggest(step.name, [...site.home.commands.keys(), ...Object.keys(builtins)])
      : undefined
  report(notFound(near ? { ...found, help: () => `did you mean "${near}"?` } : found, step.nameNode.span))
}
