import { catalogue } from './catalogue.ts'
import { notDone } from './not-done.ts'
import type { Rule } from './rule.ts'

/** Every id that can be reported, sorted: those of the rules, and those of the phases. */
export function idsOf(rules: readonly Rule[]): readonly string[] {
  return [...new Set([...rules.map(({ id }) => id), ...Object.keys(catalogue)])].sort()
}

/** All that is known of an id, in Markdown, without a heading; undefined for an id that does not exist. */
export function explain(id: string, rules: readonly Rule[]): string | undefined {
  const rule = rules.find(it => it.id === id)
  if (rule) return explainRule(rule)
  const found = Object.hasOwn(catalogue, id) ? catalogue[id] : undefined
  return found && `**${found.title}.** ${found.what}\n\n${found.remedy}\n`
}

/** The title of an id and all that is known of it, in Markdown; undefined for an id that does not exist. */
export function aboutRule(id: string, rules: readonly Rule[]): { title: string; markdown: string } | undefined {
  const title = rules.find(it => it.id === id)?.title ?? catalogue[id]?.title
  const markdown = explain(id, rules)
  return title === undefined || markdown === undefined ? undefined : { title, markdown }
}

function explainRule({ title, severity, level, what, why, bad, good, source, settings }: Rule): string {
  const on = level === 'pedantic' ? ', with `--pedantic`' : ''
  const config = settings ? `With this \`circlec.yml\`:\n\n${block(settings)}\n` : ''
  return [
    `**${title}.** (${severity}${on})\n`,
    `${what}\n`,
    `Why: ${why}\n`,
    ...(config ? [config] : []),
    `Bad:\n\n${block(bad)}`,
    `Good:\n\n${block(good)}`,
    `Source: ${source}\n`,
  ].join('\n')
}

function block(text: string): string {
  return `\`\`\`yaml\n${text}\`\`\`\n`
}

/** The page of all rules, of the ids of the phases, and of rules that were left out. */
export function rulesPage(rules: readonly Rule[]): string {
  const phases = Object.entries(catalogue).sort(([a], [b]) => (a < b ? -1 : 1))
  const table = rules.map(
    ({ id, severity, level, title }) => `| [${id}](#${anchor(id)}) | ${severity} | ${level} | ${title} |`,
  )
  return [
    '# What `circlec check` finds\n',
    `${rules.length} rules, and ${phases.length} complaints of the compiler itself.`,
    'Silence one with `# circlec-ignore[area/problem] reason` on its line or the line above, or set its severity in `circlec.yml`.\n',
    '| rule | severity | level | what it finds |\n|---|---|---|---|',
    ...table,
    '\n## Rules\n',
    ...rules.map(rule => `### ${rule.id}\n\n${explainRule(rule)}`),
    '## What the compiler reports itself\n',
    '| id | what it means | what to do |\n|---|---|---|',
    ...phases.map(([id, { title, what, remedy }]) => `| ${id} | **${title}.** ${what} | ${remedy} |`),
    '\n## Rules that were left out\n',
    '| rule | why |\n|---|---|',
    ...notDone.map(({ id, why }) => `| ${id} | ${why} |`),
    '',
  ].join('\n')
}

/** How a heading is linked to on the usual hosts: punctuation dropped. */
function anchor(id: string): string {
  return id.replace('/', '')
}
