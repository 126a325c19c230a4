import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Config } from '../../2-resolve/config.ts'
import type { Profile } from '../../3-expand/scope.ts'
import { addCondition, type Uses } from '../condition/uses.ts'
import { freeValues } from '../condition/values.ts'
import { Languages } from '../language/languages.ts'
import { canonical } from './canonical.ts'
import type { Change, Conditional, Difference, JobChange } from './difference.ts'

/** A value of a pipeline parameter or of another pipeline value for which steps may be others. */
export interface Case {
  /** The full name. */
  readonly name: string
  readonly value: string | number | boolean
}

/** More values than these are not tried. */
const mostCases = 32

/** Values that conditions of steps can tell apart, and those of parameters, one at a time. */
export function casesOf(config: Config, profile: Profile): readonly Case[] {
  const uses: Uses = new Map()
  inNode(config.document.root, uses)
  for (const [name] of config.parameters) {
    const full = `pipeline.parameters.${name}`
    if (!uses.has(full)) uses.set(full, [])
  }
  const texts = new Languages('texts')
  const found = [...uses].flatMap(([name, how]): Case[] => {
    if (!name.startsWith('pipeline.')) return []
    const { values } = freeValues(name, how, { config, profile, texts: () => texts })
    return values.flatMap(value => (isPlain(value) ? [{ name, value }] : []))
  })
  return found.slice(0, mostCases)
}

function isPlain(value: unknown): value is Case['value'] {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}

/** Finds the conditions of steps, wherever they stand. */
function inNode(node: Node, uses: Uses): void {
  if (node.kind === 'scalar') return
  const inner = node.kind === 'seq' ? node.items : node.entries.map(({ value }) => value)
  for (const key of ['when', 'unless']) {
    const condition = get(get(node, key), 'condition')
    if (condition) addCondition(condition, uses)
  }
  for (const item of inner) inNode(item, uses)
}

/** What cases change that is not changed without them: how jobs that both sides have do something else then, each said once. */
export function onlyIn(
  found: readonly { readonly where: string; readonly difference: Difference }[],
  base: Difference,
): readonly Conditional[] {
  const known = new Set(base.jobs.flatMap(job => job.changes.map(change => keyOf(job, change))))
  return found.flatMap(({ where, difference }) =>
    difference.jobs.flatMap((job): Conditional[] => {
      const changes = bodyChanges(job).filter(change => !known.has(keyOf(job, change)))
      for (const change of changes) known.add(keyOf(job, change))
      return changes.length === 0 ? [] : [{ where, job: { ...job, changes } }]
    }),
  )
}

function bodyChanges({ was, is, changes }: JobChange): readonly Change[] {
  if (was === undefined || is === undefined) return []
  return changes.filter(change => ['steps', 'image', 'environment', 'setting', 'executor'].includes(change.is))
}

/** Two changes are one where the same thing changed: of steps, those at the same places of the files, whatever values are in them. */
function keyOf({ is = '' }: JobChange, change: Change): string {
  if (change.is !== 'steps') return [is, change.is, 'name' in change ? change.name : ''].join('\n')
  const [old, now] = [new Set(change.old.map(canonical)), new Set(change.new.map(canonical))]
  const gone = change.old.filter(step => !now.has(canonical(step)))
  const come = change.new.filter(step => !old.has(canonical(step)))
  return JSON.stringify([is, gone.map(({ span }) => span.start), come.map(({ span }) => span.start)])
}
