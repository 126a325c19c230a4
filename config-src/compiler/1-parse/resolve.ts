import type { Span } from '../diagnostics/diagnostic.ts'
import type { ScalarNode, ScalarStyle } from './node.ts'

/** What a plain scalar turns out to be (S2.2); timestamps stay strings. */
export type Resolved =
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'int'; readonly value: number | bigint }
  | { readonly type: 'float'; readonly value: number }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'null'; readonly value: null }

const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/
const NULL = /^(?:~|null|Null|NULL)?$/
const INT =
  /^[-+]?(?:0b_*[01][01_]*|0_*[0-7][0-7_]*|0|[1-9][0-9_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|[-+]?\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** Finds the type of a plain scalar as SnakeYAML does: the YAML 1.1 forms, told apart by the first character (S2.2). */
export function resolvePlain(text: string): Resolved {
  switch (text.charCodeAt(0)) {
    case 0x79: // y
    case 0x59: // Y
    case 0x74: // t
    case 0x54: // T
    case 0x66: // f
    case 0x46: // F
    case 0x6f: // o
    case 0x4f: // O
      return asBool(text) ?? { type: 'string', value: text }
    case 0x6e: // n
    case 0x4e: // N
      if (NULL.test(text)) return { type: 'null', value: null }
      return asBool(text) ?? { type: 'string', value: text }
    case 0x7e: // ~
      return NULL.test(text) ? { type: 'null', value: null } : { type: 'string', value: text }
    default:
      if (text === '') return { type: 'null', value: null }
      return asNumber(text) ?? { type: 'string', value: text }
  }
}

/** Reads a text as a boolean, whatever its style (`!!bool "yes"`). */
export function asBool(text: string): Resolved | undefined {
  if (text.length > 5) return undefined
  if (TRUE.test(text)) return { type: 'bool', value: true }
  if (FALSE.test(text)) return { type: 'bool', value: false }
  return undefined
}

/** Reads a text as an integer or a float: octal, hexadecimal, binary, base 60 and underscores as in YAML 1.1. */
export function asNumber(text: string): Resolved | undefined {
  const first = text.charCodeAt(0)
  const digit = first >= 0x30 && first <= 0x39
  if (!digit && first !== 0x2b && first !== 0x2d && first !== 0x2e) return undefined
  if (INT.test(text)) return { type: 'int', value: toInt(text.replaceAll('_', '')) }
  if (FLOAT.test(text)) return { type: 'float', value: toFloat(text.replaceAll('_', '')) }
  return undefined
}

function toInt(text: string): number | bigint {
  const negative = text[0] === '-'
  const digits = text[0] === '-' || text[0] === '+' ? text.slice(1) : text
  const value = toNatural(digits)
  const signed = negative ? -value : value
  const small = Number(signed)
  if (!Number.isSafeInteger(small)) return signed
  return small === 0 ? 0 : small
}

function toNatural(digits: string): bigint {
  if (digits.includes(':')) return digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  if (digits.length > 1 && /^0[0-7]/.test(digits)) return BigInt(`0o${digits.slice(1)}`)
  return BigInt(digits)
}

function toFloat(text: string): number {
  const sign = text[0] === '-' ? -1 : 1
  const digits = text[0] === '-' || text[0] === '+' ? text.slice(1) : text
  const lower = digits.toLowerCase()
  if (lower === '.inf') return sign * Number.POSITIVE_INFINITY
  if (lower === '.nan') return Number.NaN
  if (!digits.includes(':')) return sign * Number(digits)
  return sign * digits.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
}

/** Builds the node of a scalar that stands in a file: plain ones are resolved, all others are strings. */
export function scalarNode(text: string, style: ScalarStyle, span: Span): ScalarNode {
  const templated = text.includes('<<')
  if (style !== 'plain') return { kind: 'scalar', type: 'string', value: text, text, style, span, templated }
  return typedScalar(resolvePlain(text), text, span)
}

/** Builds a plain scalar of a known type. */
export function typedScalar(found: Resolved, text: string, span: Span): ScalarNode {
  const templated = found.type === 'string' && text.includes('<<')
  const style = 'plain'
  // One literal for each type keeps the union exact and the objects of one shape.
  switch (found.type) {
    case 'string':
      return { kind: 'scalar', type: found.type, value: found.value, text, style, span, templated }
    case 'int':
      return { kind: 'scalar', type: found.type, value: found.value, text, style, span, templated }
    case 'float':
      return { kind: 'scalar', type: found.type, value: found.value, text, style, span, templated }
    case 'bool':
      return { kind: 'scalar', type: found.type, value: found.value, text, style, span, templated }
    case 'null':
      return { kind: 'scalar', type: found.type, value: found.value, text, style, span, templated }
  }
}
