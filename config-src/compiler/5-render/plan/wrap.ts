const width = 80

/** Breaks a line at blanks so that it fits 80 columns; the lines after the first stand `indent` columns in. Names stay whole. */
export function wrap(line: string, indent: number): string {
  const lead = /^ */.exec(line)?.[0] ?? ''
  const words = line.slice(lead.length).split(' ')
  const lines: string[] = []
  let current = lead
  let isEmpty = true
  for (const word of words) {
    const next = isEmpty ? current + word : `${current} ${word}`
    if (isEmpty || lengthOf(next) <= width) {
      current = next
    } else {
      lines.push(current.trimEnd())
      current = ' '.repeat(indent) + word
    }
    isEmpty = false
  }
  lines.push(current)
  return lines.join('\n')
}

/** The columns of a text, colours not counted. */
function lengthOf(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is how colours begin
  return text.replace(/\u001b\[[0-9;]*m/g, '').length
}
