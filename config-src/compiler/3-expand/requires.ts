import type { Node, ScalarNode } from '../1-parse/node.ts'
import { describe, quote } from '../2-resolve/match.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { listed, suggest } from '../diagnostics/suggest.ts'
import { isUnknown, isUnset } from './bound.ts'
import type { ExpandedEntry, Requirement, Status } from './expanded.ts'
import type { Draft } from './invocation.ts'

/** How a job can end (S16.2). */
export const statuses: readonly Status[] = ['success', 'failed', 'canceled', 'unauthorized', 'not_run']

/** What a list of drafts looks like from `requires`: which jobs have a name, which a matrix alias. */
interface Names {
  readonly byName: ReadonlyMap<string, readonly Draft[]>
  readonly byAlias: ReadonlyMap<string, readonly Draft[]>
  /** All of them. */
  readonly known: readonly string[]
}

/** Where jobs are joined: a workflow, or a job group with the names that exist outside of it. */
export interface Joining {
  readonly title: string
  readonly report: Report
  readonly outside?: ReadonlySet<string>
  /** Aliases of matrices that give no job (S14.7). */
  readonly empty: ReadonlySet<string>
}

/** Joins each job of a workflow or a group to the jobs that it requires (S16.1 to S16.4). */
export function join(drafts: readonly Draft[], joining: Joining): void {
  const names = namesOf(drafts)
  const { report } = joining
  for (const draft of drafts) {
    // Members of a group were joined inside it.
    if (draft.group) continue
    for (const item of draft.written) {
      const wanted = readItem(item, report)
      if (!wanted) continue
      const targets = find(draft, wanted.name.text, names)
      if (targets.length === 0 && joining.empty.has(wanted.name.text)) continue
      if (targets.length === 0 || countOf(targets, wanted.name.text) > 1)
        reportCount({ draft, wanted, targets, names, drafts, joining })
      else {
        for (const target of targets) {
          if (isGroupEnd(target)) lintStatuses(wanted, report)
          add(draft, requirement(target, wanted), report)
        }
      }
    }
  }
}

function isGroupEnd({ type, job }: Draft): boolean {
  return type === 'no-op' && job !== undefined && job.definition === undefined
}

/** Where a member fails, the end of its group does not run: it never fails itself (S18.26). */
function lintStatuses({ name, statuses: wanted }: Item, report: Report): void {
  if (wanted.some(status => status === 'success' || status === 'not_run')) return
  const message = `job group "${name.text}" never ends as ${wanted.join(' or ')}: where one of its jobs does, the group ends as not_run`
  report(warning('group/impossible-status', name.span, message, 'write not_run'))
}

function namesOf(drafts: readonly Draft[]): Names {
  const byName = new Map<string, Draft[]>()
  const byAlias = new Map<string, Draft[]>()
  const put = (map: Map<string, Draft[]>, key: string, draft: Draft) => {
    const list = map.get(key)
    if (list) list.push(draft)
    else map.set(key, [draft])
  }
  for (const draft of drafts) {
    if (draft.group) continue
    put(byName, draft.name, draft)
    if (draft.wanted !== draft.name) put(byName, draft.wanted, draft)
    if (draft.source.alias !== undefined) put(byAlias, draft.source.alias, draft)
  }
  return { byName, byAlias, known: [...new Set([...byName.keys(), ...byAlias.keys()])] }
}

/** The other jobs that a name means: jobs of that name, or the members of a matrix of that alias (S16.3, S14.13). */
function find(from: Draft, name: string, { byName, byAlias }: Names): Draft[] {
  const members = (byAlias.get(name) ?? []).filter(draft => draft.source !== from.source)
  const jobs = (byName.get(name) ?? []).filter(draft => draft !== from && !members.includes(draft))
  return [...jobs, ...members]
}

/** How many different things a name means: a matrix counts once. */
function countOf(targets: readonly Draft[], name: string): number {
  const matrices = new Set(targets.filter(draft => draft.source.alias === name).map(draft => draft.source))
  return matrices.size + targets.filter(draft => draft.source.alias !== name).length
}

/** An item of `requires`: a name, and the statuses that the job may end with. */
interface Item {
  readonly name: ScalarNode
  readonly statuses: readonly Status[]
  readonly written: Node | undefined
}

function readItem(node: Node, report: Report): Item | undefined {
  if (node.kind === 'scalar') {
    // What a template leaves open is no name that could be looked for.
    if (isUnknown(node) || isUnset(node)) return undefined
    if (node.type === 'string') return { name: node, statuses: ['success'], written: undefined }
    report(
      error('schema/type', node.span, `expected type: string, found: ${describe(node)}, for an item of "requires"`),
    )
    return undefined
  }
  const [first, second] = node.kind === 'map' ? node.entries : []
  if (!first || second) {
    report(
      error('schema/shape', node.span, 'an item of "requires" must be a name or a map with one name and its statuses'),
    )
    return undefined
  }
  return { name: first.keyNode, statuses: readStatuses(first.value, report), written: first.value }
}

function readStatuses(node: Node, report: Report): readonly Status[] {
  const list = node.kind === 'seq' ? node.items : [node]
  const found: Status[] = []
  for (const item of list) {
    const text = item.kind === 'scalar' ? item.text : ''
    if (text === 'terminal' && node.kind === 'scalar') return statuses
    const status = statuses.find(known => known === text)
    if (status) found.push(status)
    else reportStatus(item, text, report)
  }
  if (list.length === 0)
    report(
      error(
        'schema/too-short',
        node.span,
        'expected minimum item count: 1, found: 0, for the statuses of a requirement',
      ),
    )
  return found.length > 0 ? found : ['success']
}

function reportStatus(item: Node, text: string, report: Report): void {
  const known = [...statuses, 'terminal']
  const near = suggest(text, known)
  const help =
    text === 'terminal' ? 'write "terminal" alone, not in a list' : near ? `did you mean "${near}"?` : undefined
  const message = `${quote(text)} is not a status: expected one of ${known.join(', ')}`
  report(error('workflow/bad-status', item.span, message, ...(help ? [help] : [])))
}

function requirement(entry: ExpandedEntry, item: Item): Requirement {
  return { entry, statuses: item.statuses, written: item.written, span: item.name.span }
}

function add(draft: Draft, one: Requirement, report: Report): void {
  const earlier = draft.requires.find(other => other.entry === one.entry)
  if (!earlier) {
    draft.requires.push(one)
    return
  }
  report({
    ...warning(
      'workflow/duplicate-require',
      one.span,
      `"${draft.name}" requires "${one.entry.name}" twice: the last one counts`,
    ),
    related: [{ message: 'the first one', span: earlier.span }],
  })
  draft.requires = draft.requires.map(other => (other === earlier ? one : other))
}

interface Miscount {
  readonly draft: Draft
  readonly wanted: Item
  readonly targets: readonly Draft[]
  readonly names: Names
  readonly drafts: readonly Draft[]
  readonly joining: Joining
}

function reportCount({ draft, wanted, targets, names, drafts, joining }: Miscount): void {
  const { text, span } = wanted.name
  const { title, report } = joining
  const count = countOf(targets, text)
  const message = `Job '${draft.name}' requires '${text}', which is the name of ${count} other jobs in ${title}`
  if (count === 0) {
    const inside = drafts.find(({ group, name, wanted: own }) => group && (name === text || own === text))?.group
    if (inside) {
      const help = `require the group instead: ${inside.name}`
      report(
        error('workflow/require-into-group', span, `${message}: it is a member of job group '${inside.name}'`, help),
      )
      return
    }
    if (joining.outside?.has(text)) {
      const help = 'let the entry that uses the group require it'
      report(
        error(
          'workflow/require-across-groups',
          span,
          `${message}: a member can require only members of its group`,
          help,
        ),
      )
      return
    }
    const near = suggest(
      text,
      names.known.filter(name => name !== draft.name),
    )
    const help = near
      ? `did you mean "${near}"?`
      : text === draft.name
        ? 'a job cannot wait for itself'
        : `jobs here: ${listed(names.known.filter(name => name !== draft.name))}`
    report(error('workflow/unknown-require', span, message, help))
    return
  }
  const sources = new Map(targets.map(target => [target.source, target]))
  const related = [...sources.values()].map(({ source, span: at }) => ({
    message: source.alias === text ? `the matrix "${text}"` : `one job "${text}"`,
    span: at,
  }))
  const help = 'You can give a job within a workflow an explicit name by adding a name key'
  report({ ...error('workflow/ambiguous-require', span, message, help), related })
}
