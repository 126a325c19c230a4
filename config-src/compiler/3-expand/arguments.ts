import type { Entry, Node } from '../1-parse/node.ts'
import type { Definition, Library, Parameter } from '../2-resolve/config.ts'
import type { Unset } from '../2-resolve/match.ts'
import { misfit, remedy } from '../2-resolve/parameters.ts'
import { checkSteps } from '../2-resolve/steps.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Diagnostic, Report, RuleId, Span } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { closureOf, isUnknown, isUnset, tie, unknown } from './bound.ts'
import type { Run } from './run.ts'
import type { Scope } from './scope.ts'
import { pipelineScope } from './scopes.ts'
import { substitute, substituteAll } from './template/substitute.ts'

/** What a call passes: its arguments as written, the scope they are written in, and the place of the call. */
export interface Passed {
  readonly entries: readonly Entry[]
  readonly scope: Scope
  readonly home: Library
  readonly span: Span
  readonly report: Report
  /** The commands in whose text the call stands. */
  readonly path?: readonly Definition[]
}

/** Binds the arguments of a call to the parameters of what is called (S7.9 to S7.13). */
export function bind(run: Run, definition: Definition, passed: Passed): ReadonlyMap<string, Node> {
  const { parameters } = definition
  const bound = new Map<string, Node>()
  const missing: string[] = []
  const given = new Map(passed.entries.map(entry => [entry.key, entry]))
  for (const [name, parameter] of parameters) {
    const entry = given.get(name)
    if (entry) {
      if (parameter.type === 'steps') checkShapes(run, entry, passed)
      bound.set(name, bindGiven(run, definition, { parameter, value: entry.value, passed }))
    } else if (parameter.fallback) bound.set(name, bindFallback(run, { definition, parameter, path: passed.path }))
    else {
      missing.push(name)
      bound.set(name, unknown(passed.span))
    }
  }
  if (missing.length > 0) reportMissing(definition, missing, passed)
  for (const entry of passed.entries) if (!parameters.has(entry.key)) reportUnexpected(definition, entry, passed)
  return bound
}

/** Binds every parameter to its default, and those without one to a value that nobody knows. */
export function bindNothing(run: Run, definition: Definition): ReadonlyMap<string, Node> {
  const bound = new Map<string, Node>()
  for (const [name, parameter] of definition.parameters) {
    const fallback = parameter.fallback && bindFallback(run, { definition, parameter, path: [] })
    bound.set(name, fallback ?? unknown(parameter.span))
  }
  return bound
}

/** Steps that are an argument have the shapes of steps anywhere; what published orbs hold was checked when they were published. */
function checkShapes(run: Run, { key, value }: Entry, { home, report }: Passed): void {
  if (value.span.source !== run.config.document.source) return
  checkSteps(value, { what: `argument "${key}"`, report, shadowing: new Set(home.commands.keys()), isArgument: true })
}

/** An argument, and what it is for. */
interface Argument {
  readonly parameter: Parameter
  readonly value: Node
  readonly passed: Passed
}

/** An argument that is null is none: the default is taken where there is one, as for `footer:` with nothing after it. */
function bindGiven(run: Run, definition: Definition, argument: Argument): Node {
  const { parameter, value, passed } = argument
  const node = evaluate(parameter, value, passed)
  if (!isNull(node) || isUnknown(node)) return checked(node, argument)
  const wrong = isUnset(node) ? wrongWhenSet(node, argument) : undefined
  if (wrong !== undefined) {
    passed.report(typeError(argument, 'param/type-mismatch', wrong))
    return unknown(value.span)
  }
  if (parameter.fallback) {
    if (isNull(value)) passed.report(emptyArgument(parameter, value))
    return bindFallback(run, { definition, parameter, path: passed.path })
  }
  return isUnset(node) ? node : checked(node, argument)
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'null'
}

function emptyArgument({ name, span }: Parameter, value: Node): Diagnostic {
  const message = `argument "${name}" is empty: CircleCI takes the default of "${name}"`
  return {
    ...warning('param/empty-argument', value.span, message, 'write "" for an empty text, or leave the argument out'),
    related: [{ message: `"${name}" is declared here`, span }],
  }
}

/** The value of an argument, or one that nobody knows, with a complaint, where it does not fit (S7.9). */
function checked(node: Node, { parameter, value, passed }: Argument): Node {
  if (isUnknown(node)) return node
  const problem = misfit(parameter, node)
  if (problem === undefined) return node
  if (parameter.type === 'string' && pipelineValueIn(value) && passed.scope.profile === 'next') return textOf(node)
  passed.report(typeError({ parameter, value }, ruleFor(parameter, node), problem, ...remedy(parameter, node)))
  return unknown(value.span)
}

function typeError(
  { parameter: { name, span }, value }: Pick<Argument, 'parameter' | 'value'>,
  rule: RuleId,
  problem: string,
  ...help: readonly string[]
): Diagnostic {
  const related = [{ message: `"${name}" is declared here`, span }]
  return { ...error(rule, value.span, `type error for argument ${name}: ${problem}`, ...help), related }
}

/** What is wrong with a pipeline value that nobody set here, whatever it will be: its type must be that of the parameter (S7.9a). */
function wrongWhenSet({ unset: found }: Unset, { parameter: { type }, value, passed }: Argument): string | undefined {
  const name = pipelineValueIn(value)
  if (name === undefined || found === 'unknown' || found === type) return undefined
  const isStrict = type === 'integer' || type === 'boolean' || (type === 'string' && passed.scope.profile === 'legacy')
  return isStrict ? `expected type: ${type}, found: ${found} (${name})` : undefined
}

function ruleFor(
  parameter: Parameter,
  node: Node,
): 'param/empty-argument' | 'param/enum-mismatch' | 'param/type-mismatch' {
  if (node.kind !== 'scalar') return 'param/type-mismatch'
  if (node.type === 'null') return 'param/empty-argument'
  return parameter.type === 'enum' ? 'param/enum-mismatch' : 'param/type-mismatch'
}

/**
 * The pipeline value that is all of an argument. Any can be written into a string in the next compiler, numbers and booleans
 * too (S7.9a).
 */
function pipelineValueIn(value: Node): string | undefined {
  if (value.kind !== 'scalar') return undefined
  return /^\s*<<\s*(pipeline\.(?!parameters\.)[\w.-]+)\s*>>\s*$/.exec(value.text)?.[1]
}

function textOf(node: Node): Node {
  if (node.kind !== 'scalar') return node
  return { ...node, type: 'string', value: node.type === 'null' ? '' : node.text }
}

/**
 * The value of an argument. Steps and maps that choose an executor stay as they are written, tied to the caller's scope
 * (S3.4, S3.5); all else is evaluated now.
 */
function evaluate(parameter: Parameter, value: Node, passed: Passed): Node {
  const { scope, home, report } = passed
  const closure = { scope, home, path: passed.path ?? [] }
  if (parameter.type === 'steps' && value.kind === 'seq') return tie(value, closure)
  if (parameter.type === 'executor' && value.kind === 'map') return tie(value, closure)
  const node = value.kind === 'scalar' ? substitute(value, scope, report) : substituteAll(value, scope, report)
  const isTied = parameter.type === 'executor' || parameter.type === 'steps'
  return isTied && !isUnknown(node) ? tie(node, closureOf(node) ?? closure) : node
}

/** A parameter that takes its default, in the call of a definition. */
interface Defaulted {
  readonly definition: Definition
  readonly parameter: Parameter
  readonly path: readonly Definition[] | undefined
}

/** A default is read in the scope of its own file, where only the pipeline's names exist (S3.6, S7.17). */
function bindFallback(run: Run, { definition, parameter, path = [] }: Defaulted): Node {
  const { fallback, span } = parameter
  if (!fallback) return unknown(span)
  const needsScope = fallback.templated || parameter.type === 'steps' || parameter.type === 'executor'
  if (!needsScope) return fallback
  const scope = pipelineScope(run, definition.home)
  const within = [...path, definition]
  const passed = { entries: [], scope, home: definition.home, span, report: run.report, path: within }
  const node = evaluate(parameter, fallback, passed)
  return isUnset(node) ? node : checked(node, { parameter, value: fallback, passed })
}

function reportMissing(definition: Definition, missing: readonly string[], passed: Passed): void {
  const { kind, name } = definition
  passed.report({
    ...error(
      'param/missing-argument',
      passed.span,
      `Missing required argument(s): ${missing.join(', ')}, for ${kind} "${name}"`,
    ),
    related: [{ message: `${kind} "${name}" declares its parameters here`, span: definition.nameSpan }],
  })
}

function reportUnexpected(definition: Definition, entry: Entry, passed: Passed): void {
  const { kind, name } = definition
  const known = [...definition.parameters.keys()]
  const near = suggest(entry.key, known)
  const help = near
    ? `did you mean "${near}"?`
    : known.length
      ? `it takes: ${known.join(', ')}`
      : `${kind} "${name}" takes no arguments`
  passed.report({
    ...error(
      'param/unknown-argument',
      entry.keyNode.span,
      `Unexpected argument(s): ${entry.key}, for ${kind} "${name}"`,
      help,
    ),
    related: [{ message: `${kind} "${name}" is defined here`, span: definition.nameSpan }],
  })
}
