import type { ExpandedEntry, ExpandedWorkflow } from '../../3-expand/expanded.ts'
import { contextsOf } from '../../4-plan/contexts.ts'
import type { JobReach, Reach } from '../../4-plan/reach.ts'
import { list, said, tick } from '../diff/names.ts'
import { cell } from '../plan/markdown.ts'
import { allBefore, type Look, pictureOf } from './graph.ts'
import { columnsOf, tableOf } from './table.ts'

/** What a page is made of. */
export interface Page {
  readonly title: string
  /** Paragraphs at the top. */
  readonly intro: readonly string[]
  /** What was proven of the configs, a sentence each. */
  readonly proven: readonly string[]
  readonly configs: readonly Part[]
}

/** One config on a page. */
export interface Part {
  readonly title: string
  readonly workflows: readonly ExpandedWorkflow[]
  readonly reach: Reach
  /** Branches that have a column of their own. */
  readonly branches: readonly string[]
  readonly isDeploy: (entry: ExpandedEntry) => boolean
}

/** What configs do, for people to read on the page of a forge: tables, pictures, and who can deploy what. */
export function pageOf({ title, intro, proven, configs }: Page): string {
  const parts = [
    `# ${title}`,
    ...intro,
    ...(proven.length > 0 ? ['## Proven', proven.map(sentence => `- ✅ ${sentence}`).join('\n')] : []),
    ...configs.flatMap(partOf),
  ]
  return `${parts.join('\n\n')}\n`
}

function partOf(part: Part): readonly string[] {
  const { title, workflows, reach, branches, isDeploy } = part
  const lookOf = (entry: ExpandedEntry): Look =>
    entry.type === 'approval' ? 'gate' : isDeploy(entry) ? 'deploy' : 'job'
  const deploys = reach.jobs.filter(({ entry }) => isDeploy(entry))
  return [
    `## ${title}`,
    'Which workflow runs a job for whom; – where none does.',
    tableOf(reach, columnsOf(reach, branches)),
    ...(deploys.length > 0 ? ['### Deploys', deployTable(deploys, reach)] : []),
    ...workflows.flatMap(workflow => [
      `### Workflow ${tick(workflow.name)}`,
      `\`\`\`mermaid\n${pictureOf(workflow, lookOf)}\n\`\`\``,
    ]),
  ]
}

/** A column for each deploy: names are long, and there are few deploys. */
function deployTable(deploys: readonly JobReach[], reach: Reach): string {
  const columns = deploys.map(job => deployColumn(job, reach))
  const rows = ['who can reach it', 'approval', 'needs', 'secrets of', 'one at a time in']
  return [
    `| | ${deploys.map(({ entry }) => tick(entry.name)).join(' | ')} |`,
    `| --- |${' --- |'.repeat(deploys.length)}`,
    ...rows.map((title, at) => `| ${[title, ...columns.map(column => cell(column[at] ?? ''))].join(' | ')} |`),
  ].join('\n')
}

function deployColumn({ workflow, entry, branch, tag }: JobReach, { languages }: Reach): readonly string[] {
  const { none } = languages
  const naming = { languages, hints: [] }
  const who = [
    branch.some.may === none ? '' : said(branch.some.may, 'branch', naming),
    tag.some.may === none ? '' : said(tag.some.may, 'tag', naming),
  ].filter(text => text !== '')
  const isGated = branch.unapproved.may === none && tag.unapproved.may === none
  const needed = allBefore(entry)
  const before = workflow.jobs.filter(other => needed.has(other))
  const gates = before.filter(({ type }) => type === 'approval').map(({ name }) => tick(name))
  const others = before.filter(({ type }) => type !== 'approval').map(({ name }) => tick(name))
  return [
    who.length === 0 ? 'nobody' : `${list(who)}, nothing else`,
    isGated ? `always: ${list(gates)}` : 'not always',
    others.join('<br>') || '–',
    contextsOf(entry).map(tick).join('<br>') || '–',
    entry.serialGroup?.kind === 'scalar' ? tick(entry.serialGroup.text) : '–',
  ]
}
