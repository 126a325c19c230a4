import type { Item, Report, Section } from './report.ts'

const words = { '+': '➕', '-': '➖', '~': '✏️', '!': '⚠️' } as const

/** A report as Markdown for a comment on a pull request: risks and the summary in sight, the rest folded away. */
export function diffMarkdown({ equal, sections, notes, summary }: Report, title: string): string {
  const told = notes.map(note => `> ${note}`)
  if (equal !== undefined) return `${[`### ${title}`, `✅ ${equal}`, ...told].join('\n\n')}\n`
  const risks = sections.filter(section => section.title === 'Risks')
  const others = sections.filter(section => section.title !== 'Risks')
  return `${[`### ${title}`, ...risks.map(riskPart), `**${summary}**`, ...told, ...others.map(detailsPart)].join('\n\n')}\n`
}

function riskPart({ items }: Section): string {
  return items.map(({ head }) => `- ${words['!']} **Risk:** ${head}`).join('\n')
}

function detailsPart({ title, items }: Section): string {
  const summary = `<details><summary>${title} (${items.length})</summary>`
  return `${summary}\n\n${items.map(itemPart).join('\n')}\n\n</details>`
}

function itemPart({ mark, head, lines, steps }: Item): string {
  const diff = steps ? ['  - steps', '', ...fenced(steps).map(line => `    ${line}`), ''] : []
  return [`- ${words[mark]} ${head}`, ...lines.map(line => `  - ${line}`), ...diff].join('\n')
}

/** A block whose fence is longer than any that it holds. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap(line => [...line.matchAll(/`+/g)].map(([ticks]) => ticks.length)))
  const fence = '`'.repeat(longest + 1)
  return [`${fence}diff`, ...lines, fence]
}
