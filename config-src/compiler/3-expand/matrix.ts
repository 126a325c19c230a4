import { get, getEntry, withValue } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import { describe, quote } from '../2-resolve/match.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Report, Span } from '../diagnostics/diagnostic.ts'
import type { Scope } from './scope.ts'
import { substituteAll } from './template/substitute.ts'

/** The most jobs that one matrix may give (S14.8). */
const mostJobs = 128

/** One combination of a matrix: a value for each of its parameters, in the order they are declared. */
export type Combination = ReadonlyMap<string, Node>

/** A matrix that was read. */
export interface Matrix {
  readonly alias: string
  readonly span: Span
  readonly combinations: readonly Combination[]
  readonly parameters: readonly Entry[]
}

/** Reads the matrix of a job entry and lists its combinations, the first parameter slowest (S14.4). */
export function readMatrix(
  { keyNode, value: node }: Entry,
  job: string,
  { scope, report }: { readonly scope: Scope; readonly report: Report },
): Matrix {
  const entries = parametersOf(node, scope, report)
  const alias = get(node, 'alias')
  const written = alias && substituteAll(alias, scope, report)
  const name = written?.kind === 'scalar' && written.type !== 'null' ? written.text : job
  const excluded = excludedOf(get(node, 'exclude'), scope, report)
  const all = combine(entries)
  const kept = all?.filter(combination => !excluded.some(one => agrees(combination, one))) ?? []
  if (all === undefined || kept.length > mostJobs) {
    const count = all === undefined ? sizeOf(entries) : kept.length
    const message = `the ${name} build matrix expands to ${count} jobs; a matrix can have no more than ${mostJobs}`
    report(error('matrix/too-many-jobs', keyNode.span, message))
  }
  if (kept.length === 0 && entries.length > 0) {
    report(
      warning(
        'matrix/empty',
        keyNode.span,
        `the matrix of ${quote(job)} gives no job: nothing is left of its combinations`,
      ),
    )
  }
  return { alias: name, span: node.span, parameters: entries, combinations: kept.slice(0, mostJobs) }
}

function parametersOf(node: Node, scope: Scope, report: Report): Entry[] {
  const section = getEntry(node, 'parameters')
  if (section?.value.kind !== 'map') return []
  if (section.value.entries.length === 0) {
    report(error('matrix/no-parameters', section.keyNode.span, 'a matrix needs at least one parameter with values'))
  }
  const entries: Entry[] = []
  for (const entry of section.value.entries) {
    const value = substituteAll(entry.value, scope, report)
    if (value.kind === 'seq') entries.push(withValue(entry, value))
    else if (value.kind === 'scalar' && value.type === 'null')
      entries.push(withValue(entry, { ...emptyList, span: value.span }))
    else {
      const message = `expected type: list, found: ${describe(value)}, for matrix parameter "${entry.key}"`
      report(
        error('matrix/not-a-list', entry.value.span, message, `write [${value.kind === 'scalar' ? value.text : '…'}]`),
      )
    }
  }
  return entries
}

const emptyList = { kind: 'seq', items: [], templated: false } as const

function excludedOf(node: Node | undefined, scope: Scope, report: Report): readonly (readonly Entry[])[] {
  if (node?.kind !== 'seq') return []
  // The legacy compiler compared what is excluded as it was written (S14.6).
  const list = scope.profile === 'legacy' ? node : substituteAll(node, scope, report)
  if (list.kind !== 'seq') return []
  return list.items.flatMap(item => (item.kind === 'map' && item.entries.length > 0 ? [item.entries] : []))
}

/** Whether a combination has every value that an item of `exclude` names (S14.5). */
function agrees(combination: Combination, excluded: readonly Entry[]): boolean {
  return excluded.every(({ key, value }) => {
    const own = combination.get(key)
    return own !== undefined && same(own, value)
  })
}

function same(left: Node, right: Node): boolean {
  if (left.kind !== 'scalar' || right.kind !== 'scalar') return false
  return left.type === right.type && left.value === right.value
}

function sizeOf(entries: readonly Entry[]): number {
  return entries.reduce((size, { value }) => size * (value.kind === 'seq' ? value.items.length : 0), 1)
}

/** All combinations, or undefined where they are too many to list. */
function combine(entries: readonly Entry[]): Combination[] | undefined {
  if (entries.length === 0) return []
  if (sizeOf(entries) > 100_000) return undefined
  let found: Combination[] = [new Map()]
  for (const { key, value } of entries) {
    const items = value.kind === 'seq' ? value.items : []
    found = found.flatMap(combination => items.map(item => new Map([...combination, [key, item]])))
  }
  return found
}

/**
 * The name that a member gets by itself: the job and the values of the combination. The documentation sorts the values by
 * the names of their parameters, the language server follows the declaration (S14.9); the legacy compiler is read as the
 * documentation, the next one as the language server.
 */
export function memberName(job: string, combination: Combination, profile: Scope['profile']): string {
  const names = [...combination.keys()]
  if (profile === 'legacy') names.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0))
  return [job, ...names.map(name => textOf(combination.get(name)))].join('-')
}

function textOf(node: Node | undefined): string {
  if (node?.kind === 'scalar') return typeof node.value === 'string' ? node.value : String(node.value)
  const name = get(node, 'name')
  return name?.kind === 'scalar' ? name.text : 'value'
}
