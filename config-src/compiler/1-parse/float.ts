/** A float as Java prints it, which is how the server does: `1.0`, `1.0E7`, `1.0E-4`, `.inf`. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return '.NaN'
  if (!Number.isFinite(value)) return value < 0 ? '-.inf' : '.inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const size = Math.abs(value)
  if (size >= 1e-3 && size < 1e7) {
    const text = String(value)
    return text.includes('.') ? text : `${text}.0`
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${exponent.replace('+', '')}`
}
