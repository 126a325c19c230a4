import type { Item, Mark, Report, Section } from './report.ts'

/** How words stand out in a terminal. */
export interface Paint {
  readonly title: (text: string) => string
  readonly mark: (mark: Mark, text: string) => string
}

const plain: Paint = { title: text => text, mark: (_, text) => text }

const width = 80

/** A report as text of at most 80 columns. */
export function diffText({ equal, sections, notes, summary }: Report, paint = plain): string {
  const told = notes.map(note => `note: ${note}`).flatMap(note => wrap(note, '', '      '))
  if (equal !== undefined) return `${[...told, equal].join('\n')}\n`
  return `${[...sections.map(section => sectionText(section, paint)), ...(told.length > 0 ? [told.join('\n')] : []), summary].join('\n\n')}\n`
}

function sectionText({ title, items }: Section, paint: Paint): string {
  return [paint.title(title), ...items.flatMap(item => itemLines(item, paint))].join('\n')
}

function itemLines({ mark, head, lines, steps }: Item, paint: Paint): readonly string[] {
  const first = wrap(head, `  ${mark} `, '    ').map(line => paint.mark(mark, line))
  const rest = lines.flatMap(line => wrap(line, '      ', '        '))
  const changes = (steps ?? []).flatMap(line =>
    wrapStep(line).map(it => (line[0] === ' ' ? it : paint.mark(line[0] as Mark, it))),
  )
  return [...first, ...rest, ...(changes.length > 0 ? ['      steps', ...changes] : [])]
}

/** A line of steps keeps its sign and its own indentation where it goes on. */
function wrapStep(line: string): readonly string[] {
  const sign = line[0] ?? ' '
  const indent = /^ */.exec(line.slice(1))?.[0] ?? ''
  return wrap(line.slice(1 + indent.length), `        ${sign}${indent}`, `        ${sign}${indent}  `)
}

/** Breaks a text at blanks, so that each line fits; a word that is longer than a line stays whole. */
function wrap(text: string, first: string, rest: string): readonly string[] {
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of text.split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = rest
      isEmpty = true
    }
    line += isEmpty ? word : ` ${word}`
    isEmpty = false
  }
  return [...lines, line]
}
