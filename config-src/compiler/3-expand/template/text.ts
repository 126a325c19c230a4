import type { Node } from '../../1-parse/node.ts'

/** A value as text inside other text, or undefined for lists and maps, which have none (S4.9). */
export function textOf(node: Node): string | undefined {
  if (node.kind !== 'scalar') return undefined
  if (node.type === 'null') return ''
  return node.type === 'float' ? fractionText(node.value) : String(node.value)
}

/** A fraction as Java prints it: at least one decimal, and an exponent outside of 0.001 … 10,000,000. */
function fractionText(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity'
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-3 || size >= 1e7)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e')
    return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
  }
  if (Object.is(value, -0)) return '-0.0'
  return Number.isInteger(value) ? `${value}.0` : String(value)
}
