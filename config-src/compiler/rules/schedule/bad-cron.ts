import { get } from '../../1-parse/build.ts'
import { quote } from '../../2-resolve/match.ts'
import type { Rule } from '../rule.ts'

const months = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const days = 'SUN MON TUE WED THU FRI SAT'.split(' ')

interface Field {
  readonly name: string
  readonly least: number
  readonly most: number
  readonly words: readonly string[]
}

const fields: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: months },
  { name: 'day of the week', least: 0, most: 7, words: days },
]

const rule: Rule = {
  id: 'schedule/bad-cron',
  severity: 'error',
  level: 'default',
  title: 'A schedule that cannot be read',
  what:
    'A `cron` that has not five fields, or a number out of range. Steps (`*/5`), a range in a list (`1,3-5`) and a range of ' +
    'names (`Tue-Sat`), which other programs know and CircleCI documents as unknown, are warnings.',
  why: 'CircleCI refuses the config, or the workflow never runs (S13.9).',
  source: 'S13.9',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  nightly:
    # circlec-ignore[deprecated/scheduled-workflow] this project still has schedules in its config
    triggers:
      - schedule:
          cron: 99 3 * * *
          # circlec-ignore[filter/deprecated-map] a schedule takes no other filter
          filters: { branches: { only: [main] } }
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  nightly:
    # circlec-ignore[deprecated/scheduled-workflow] this project still has schedules in its config
    triggers:
      - schedule:
          cron: 59 3 * * *
          # circlec-ignore[filter/deprecated-map] a schedule takes no other filter
          filters: { branches: { only: [main] } }
    jobs: [build]
`,
  check: ({ config }, report) => {
    for (const { node } of config.workflows) {
      const triggers = get(node, 'triggers')
      for (const item of triggers?.kind === 'seq' ? triggers.items : []) {
        const cron = get(get(item, 'schedule'), 'cron')
        if (cron?.kind !== 'scalar' || cron.type !== 'string' || cron.templated) continue
        const problem = problemOf(cron.text)
        if (problem) report({ span: cron.span, ...problem })
      }
    }
  },
}

export default rule

interface Problem {
  readonly message: string
  readonly help?: string
  readonly severity?: 'warning'
}

function problemOf(cron: string): Problem | undefined {
  const parts = cron.trim().split(/\s+/)
  if (parts.length !== fields.length) {
    const help = 'minute, hour, day of the month, month, day of the week: 0 3 * * 1'
    return { message: `${quote(cron)} is no schedule: expected 5 fields, found ${parts.length}`, help }
  }
  for (const [i, field] of fields.entries()) {
    const problem = inField(parts[i] ?? '', field)
    if (problem) return problem
  }
  return undefined
}

function inField(text: string, field: Field): Problem | undefined {
  if (text.includes('/')) {
    const help = `write the values out, separated by commas${exampleOf(text, field)}`
    return { severity: 'warning', message: `${quote(text)}: schedules of CircleCI know no steps`, help }
  }
  const items = text.split(',')
  for (const item of items) {
    if (item === '*' && items.length === 1) continue
    const ends = item.split('-')
    if (ends.length > 2 || !ends.every(end => isValue(end, field))) {
      const help = `from ${field.least} to ${field.most}${field.words.length > 0 ? `, or ${field.words.join(', ')}` : ''}`
      return { message: `${quote(item)} is no ${field.name} of a schedule`, help }
    }
    if (ends.length === 2 && field.words.includes(item.split('-')[0]?.toUpperCase() ?? ''))
      return {
        severity: 'warning',
        message: `${quote(item)}: schedules of CircleCI know no ranges of names`,
        help: 'write numbers, or the names one by one',
      }
    if (ends.length === 2 && items.length > 1)
      return {
        severity: 'warning',
        message: `${quote(text)}: schedules of CircleCI know no ranges in lists`,
        help: 'write the values out',
      }
  }
  return undefined
}

function isValue(text: string, { least, most, words }: Field): boolean {
  if (words.includes(text.toUpperCase())) return true
  return /^\d{1,2}$/.test(text) && Number(text) >= least && Number(text) <= most
}

function exampleOf(text: string, { least, most }: Field): string {
  const step = Number(/^\*\/(\d+)$/.exec(text)?.[1])
  if (!(step > 0) || (most - least) / step > 12) return ''
  const values = Array.from({ length: Math.floor((most - least) / step) + 1 }, (_, i) => least + i * step)
  return `: ${values.join(',')}`
}
