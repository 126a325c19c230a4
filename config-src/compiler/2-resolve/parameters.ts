import { get } from '../1-parse/build.ts'
import type { Node, ScalarNode } from '../1-parse/node.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { Parameter } from './config.ts'
import { describe, match, quote } from './match.ts'
import type { Keys } from './shape.ts'
import { elementTypes, type ParameterType } from './shapes/parameters.ts'
import { checkSteps } from './steps.ts'

/** Reads a `parameters` section; declarations that do not fit are left out, after a complaint (S7.1). */
export function readParameters(node: Node | undefined, shape: Keys, report: Report): ReadonlyMap<string, Parameter> {
  const found = new Map<string, Parameter>()
  if (node?.kind !== 'map') return found
  match(node, shape, { what: '"parameters"', report })
  for (const { key, keyNode, value } of node.entries) {
    const type = typeOf(value) ?? 'any'
    const fallback = get(value, 'default')
    const members = get(value, 'enum')
    const parameter: Parameter = {
      name: key,
      type,
      span: keyNode.span,
      // A default with nothing after it is no default (S7.4a).
      ...(fallback && !(fallback.kind === 'scalar' && fallback.type === 'null') ? { fallback } : {}),
      ...(members?.kind === 'seq' ? { members: members.items } : {}),
    }
    checkDeclaration(parameter, value, report)
    found.set(key, parameter)
  }
  return found
}

function typeOf(declaration: Node): ParameterType | undefined {
  const type = get(declaration, 'type')
  return type?.kind === 'scalar' ? elementTypes.find(known => known === type.value) : undefined
}

function checkDeclaration(parameter: Parameter, declaration: Node, report: Report): void {
  const { name, type, fallback, members } = parameter
  if (type === 'enum' && members === undefined) {
    report(
      error('schema/missing-key', parameter.span, `required key [enum] not found in parameter "${name}" of type enum`),
    )
  }
  const list = get(declaration, 'enum')
  if (type !== 'enum' && list) {
    report(warning('param/enum-ignored', list.span, `"enum" is not read in parameter "${name}" of type ${type}`))
  }
  if (fallback === undefined || templated(fallback)) return
  if (type === 'steps') checkSteps(fallback, { what: `the default of parameter "${name}"`, report, isArgument: true })
  const problem = misfit(parameter, fallback)
  if (problem === undefined) return
  const rule = type === 'enum' && fallback.kind === 'scalar' ? 'param/default-not-in-enum' : 'param/default-type'
  const message = `type error for the default of parameter "${name}": ${problem}`
  report(error(rule, fallback.span, message, ...remedy(parameter, fallback)))
}

/** Whether a value may still become anything: it holds a template. */
export function templated(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'string' && node.templated
}

/**
 * What is wrong with a value for a parameter, in words, or undefined where it fits (S7.9). The value is final: its templates
 * are replaced. Names of executors are not looked up here.
 */
export function misfit(parameter: Parameter, value: Node): string | undefined {
  const wanted = `expected type: ${parameter.type}, actual value: ${shown(value)}`
  switch (parameter.type) {
    case 'any':
      return undefined
    case 'string':
      return value.kind === 'scalar' && value.type === 'string' ? undefined : wanted
    case 'integer':
      return value.kind === 'scalar' && value.type === 'int' ? undefined : wanted
    case 'boolean':
      return value.kind === 'scalar' && value.type === 'bool' ? undefined : wanted
    case 'enum':
      return enumMisfit(parameter, value, wanted)
    case 'executor':
      return executorMisfit(value, wanted)
    case 'steps':
      return value.kind === 'seq' ? undefined : `${wanted}; a list of steps is needed`
    case 'env_var_name':
      return envNameMisfit(value, wanted)
  }
}

/** What to write instead of a value that does not fit a parameter, where that can be told. */
export function remedy(parameter: Parameter, node: Node): readonly string[] {
  if (node.kind !== 'scalar') return []
  if (parameter.type === 'string' && node.type !== 'null' && node.type !== 'string')
    return [`put it in quotes: "${node.text}"`]
  if (parameter.type === 'boolean' && /^(true|false)$/.test(node.text)) return [`write ${node.text} without quotes`]
  if (parameter.type === 'integer' && /^-?\d+$/.test(node.text)) return [`write ${node.text} without quotes`]
  const members = (parameter.members ?? []).filter((member): member is ScalarNode => member.kind === 'scalar')
  const near = suggest(
    node.text,
    members.map(member => member.text),
  )
  return near ? [`did you mean "${near}"?`] : []
}

/** Members and values are compared as text: the schema says strings, the documentation any value (S7.4). */
function enumMisfit(parameter: Parameter, value: Node, wanted: string): string | undefined {
  if (value.kind !== 'scalar' || value.type === 'null') return wanted
  const members = (parameter.members ?? []).filter((member): member is ScalarNode => member.kind === 'scalar')
  if (members.length === 0 || members.some(member => member.text === value.text)) return undefined
  return `${wanted}; expected one of ${members.map(member => member.text).join(', ')}`
}

function executorMisfit(value: Node, wanted: string): string | undefined {
  if (value.kind === 'map')
    return get(value, 'name') ? undefined : `${wanted}; missing executor name: a map needs the key "name"`
  return value.kind === 'scalar' && value.type === 'string' ? undefined : wanted
}

function envNameMisfit(value: Node, wanted: string): string | undefined {
  if (value.kind !== 'scalar' || value.type !== 'string') return wanted
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(value.value)
    ? undefined
    : `${wanted}; a POSIX name is needed: letters, digits and "_", no digit first`
}

function shown(value: Node): string {
  if (value.kind !== 'scalar') return describe(value)
  const names = { string: 'string', int: 'integer', float: 'number', bool: 'boolean', null: 'null' } as const
  return `${quote(value.text)} (type ${names[value.type]})`
}
