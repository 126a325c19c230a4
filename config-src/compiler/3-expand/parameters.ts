import { scalar } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import type { Config, Parameter } from '../2-resolve/config.ts'
import { misfit } from '../2-resolve/parameters.ts'
import { complain } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { isUnknown, isUnset } from './bound.ts'
import type { Value } from './run.ts'
import type { Scope } from './scope.ts'
import { substituteAll } from './template/substitute.ts'

/** Parameters that a caller gives: as values of a type, or as texts of a command line, read by the declared type. */
export interface Given {
  readonly parameters: Readonly<Record<string, Value>>
  readonly parameterTexts?: Readonly<Record<string, string>>
  /** What the call that continues a pipeline sends along: it wins, and may not differ from what the pipeline was started with. */
  readonly continuation?: Readonly<Record<string, Value>>
}

/** Where faults go, and what the templates of defaults see. */
interface Reading {
  readonly report: Report
  readonly scope: Scope
}

/** The values of the pipeline parameters: what was given, or else their defaults (S3.1, S7.16). */
export function pipelineParameters(config: Config, all: Given, { report, scope }: Reading): ReadonlyMap<string, Node> {
  const values = new Map<string, Node>()
  reportConflicts(config, all, report)
  const given = { ...all, parameters: { ...all.parameters, ...all.continuation } }
  const texts = given.parameterTexts ?? {}
  for (const [name, parameter] of config.parameters) {
    const value = Object.hasOwn(given.parameters, name) ? given.parameters[name] : undefined
    if (Object.hasOwn(texts, name)) values.set(name, givenValue(parameter, typed(texts[name] ?? '', parameter), report))
    else if (value !== undefined) values.set(name, givenValue(parameter, value, report))
    else if (parameter.fallback) values.set(name, defaultValue(parameter, parameter.fallback, { report, scope }))
  }
  const names = new Set([...Object.keys(given.parameters), ...Object.keys(texts)])
  for (const name of names) if (!config.parameters.has(name)) reportUndeclared(config, name, report)
  return values
}

/** A default may hold pipeline values; its type is checked after they are in it (S3.6). */
function defaultValue(parameter: Parameter, fallback: Node, { report, scope }: Reading): Node {
  if (!fallback.templated) return fallback
  const value = substituteAll(fallback, scope, report)
  const problem = isUnknown(value) || isUnset(value) ? undefined : misfit(parameter, value)
  if (problem === undefined) return value
  const message = `type error for the default of parameter "${parameter.name}": ${problem}`
  report(complain('error', 'param/default-type', { span: fallback.span, message }))
  return value
}

/** A name that is given twice must have the same value both times (S19.8). */
function reportConflicts(config: Config, { parameters, continuation = {} }: Given, report: Report): void {
  for (const [name, value] of Object.entries(continuation)) {
    if (!Object.hasOwn(parameters, name) || parameters[name] === value) continue
    const span = config.parameters.get(name)?.span ?? { source: config.document.source, start: 0, end: 0 }
    const both = `${JSON.stringify(parameters[name])} when the pipeline was started, ${JSON.stringify(value)} when it was continued`
    const message = `Conflicting pipeline parameters: "${name}" is ${both}`
    const help = 'send the value only once, or the same value both times'
    report(complain('error', 'param/conflict', { span, message, help }))
  }
}

function typed(text: string, { type }: Parameter): Value {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return type === 'integer' && /^-?\d+$/.test(text) ? Number(text) : text
}

function givenValue(parameter: Parameter, value: Value, report: Report): Node {
  const node: Node = { ...scalar(value, parameter.span), templated: false }
  const problem = misfit(parameter, node)
  if (problem !== undefined) {
    const message = `type error for argument ${parameter.name}: ${problem}`
    report(
      complain('error', 'param/type-mismatch', {
        span: parameter.span,
        message,
        help: 'the value was given with --param',
      }),
    )
  }
  return node
}

function reportUndeclared(config: Config, name: string, report: Report): void {
  const known = [...config.parameters.keys()]
  const near = suggest(name, known)
  const { source } = config.document
  report(
    complain('error', 'param/unknown-argument', {
      span: { source, start: 0, end: 0 },
      message: `Unexpected argument(s): ${name}; the config declares ${known.length ? `only ${known.join(', ')}` : 'no pipeline parameters'}`,
      ...(near ? { help: `did you mean "${near}"?` } : {}),
    }),
  )
}
