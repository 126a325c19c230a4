/** The ways in which a text is changed. */
export const mutations = [
  ...(['drop-line', 'repeat-line', 'move-line', 'indent-line', 'indent-rest', 'replace-value', 'replace-key'] as const),
  ...(['add-entry', 'insert', 'cut', 'truncate', 'splice', 'alias', 'line-ends', 'to-list', 'rename'] as const),
] as const

/** One change of a text; numbers choose where, as far as the text goes. */
export interface Mutation {
  readonly kind: (typeof mutations)[number]
  readonly at: number
  readonly to: number
  readonly text: string
  readonly key: string
}

/** Changes a text; `other` is where spliced lines come from. */
export function mutate(text: string, other: string, change: Mutation): string {
  const { kind, at, to } = change
  const place = at % (text.length + 1)
  if (kind === 'insert') return text.slice(0, place) + change.text + text.slice(place)
  if (kind === 'cut') return text.slice(0, place) + text.slice(place + (to % 12))
  if (kind === 'truncate') return text.slice(0, place)
  if (kind === 'line-ends') return text.replace(/\n/g, to % 2 ? '\r\n' : '\r')
  if (kind === 'rename') return renamed(text, change)
  const lines = text.split('\n')
  return changedLines(lines, other.split('\n'), change).join('\n')
}

/** One word everywhere becomes another: names come to collide or to be missing. */
function renamed(text: string, { at, to, key }: Mutation): string {
  const words = text.match(/[a-z][\w-]+/g) ?? []
  const from = words[at % Math.max(1, words.length)]
  return from === undefined ? text : text.split(from).join(to % 2 ? key : (words[to % words.length] ?? key))
}

function changedLines(lines: string[], others: readonly string[], change: Mutation): string[] {
  const at = change.at % lines.length
  const to = change.to % lines.length
  const line = lines[at] ?? ''
  const without = lines.toSpliced(at, 1)
  switch (change.kind) {
    case 'drop-line':
      return without
    case 'repeat-line':
      return lines.toSpliced(to, 0, line)
    case 'move-line':
      return without.toSpliced(to, 0, line)
    case 'splice':
      return lines.toSpliced(at, 0, ...others.slice(change.to % others.length, (change.to % others.length) + 6))
    case 'indent-line':
      return lines.with(at, indented(line, (change.to % 9) - 4))
    case 'indent-rest':
      return lines.map((one, i) => (i < at ? one : indented(one, (change.to % 9) - 4)))
    case 'add-entry':
      return lines.toSpliced(at, 0, `${/^ */.exec(line)?.[0] ?? ''}${change.key}: ${change.text}`)
    default:
      return lines.with(at, changedLine(line, change))
  }
}

function changedLine(line: string, { kind, text, key, to }: Mutation): string {
  const value = text.replace(/\n/g, ' ')
  if (kind === 'replace-value') return line.replace(/:(?: .*)?$/, `: ${value}`)
  if (kind === 'replace-key') return line.replace(/[\w-]+(?=:)/, () => key)
  if (kind === 'to-list') return line.replace(/: (.*)$/, (_, old: string) => `: [${old}, ${value}]`)
  if (kind === 'alias') return line.replace(/: ?/, to % 2 ? ': &a ' : ': *a ')
  return line
}

function indented(line: string, by: number): string {
  return by >= 0 ? ' '.repeat(by) + line : line.replace(new RegExp(`^ {0,${-by}}`), '')
}
