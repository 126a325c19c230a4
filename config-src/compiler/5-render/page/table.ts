import { TooHard } from '../../4-plan/language/automaton.ts'
import type { Language } from '../../4-plan/language/languages.ts'
import type { JobReach, Reach } from '../../4-plan/reach.ts'
import { list, said, tick } from '../diff/names.ts'
import { cell as cellText } from '../plan/markdown.ts'

/** A column of the table: names of branches or of tags that a reader asks for together. */
export interface Column {
  readonly title: string
  readonly kind: 'branch' | 'tag'
  readonly names: Language
}

/** A column for each of these branches, one for all others, one for tags. */
export function columnsOf({ languages }: Reach, branches: readonly string[]): readonly Column[] {
  const known = branches.map(name => ({ title: tick(name), kind: 'branch', names: languages.literal(name) }) as const)
  const rest = known.reduce((left, { names }) => languages.without(left, names), languages.all)
  return [
    ...known,
    { title: branches.length > 0 ? 'any other branch' : 'any branch', kind: 'branch', names: rest },
    { title: 'tags', kind: 'tag', names: languages.all },
  ]
}

/** Which workflow runs each job for the names of each column, as a table of Markdown. */
export function tableOf(reach: Reach, columns: readonly Column[]): string {
  const byName = new Map<string, JobReach[]>()
  for (const job of reach.jobs) byName.set(job.entry.name, [...(byName.get(job.entry.name) ?? []), job])
  const rows = [...byName].map(([name, jobs]) => {
    const shown = jobs[0]?.entry.type === 'approval' ? `${tick(name)} *(approval)*` : tick(name)
    return `| ${[shown, ...columns.map(column => cell(jobs, column, reach))].join(' | ')} |`
  })
  return [
    `| job | ${columns.map(({ title }) => title).join(' | ')} |`,
    `| --- |${' :---: |'.repeat(columns.length)}`,
    ...rows,
  ].join('\n')
}

function cell(jobs: readonly JobReach[], column: Column, reach: Reach): string {
  const parts = jobs.flatMap(job => {
    const words = cellWords(job, column, reach)
    return words === undefined ? [] : [`${job.workflow.name}${words}`]
  })
  return parts.length === 0 ? '–' : cellText(parts.join(', '))
}

/** How a job runs for a column: always (nothing more to say), for a part of it, or only if something is so. */
function cellWords(job: JobReach, { kind, names }: Column, { languages }: Reach): string | undefined {
  const { some, always } = job[kind]
  try {
    const part = languages.intersect(some.may, names)
    if (part === languages.none) return undefined
    const isAll = part === names
    const where = isAll ? '' : ` (${said(part, kind, { languages, hints: [] })})`
    const isSure = languages.includes(always, part)
    const reasons = some.reasons.length > 0 ? ', not exact' : ''
    return `${where}${isSure ? '' : `, if ${list(job.dependsOn.map(short))}`}${reasons}`
  } catch (cause) {
    if (cause instanceof TooHard) return ', not exact'
    throw cause
  }
}

function short(name: string): string {
  return tick(name.replace(/^pipeline\.parameters\./, ''))
}
