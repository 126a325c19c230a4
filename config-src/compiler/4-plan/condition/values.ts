import type { Config } from '../../2-resolve/config.ts'
import { pipelineValues } from '../../2-resolve/pipeline-values.ts'
import type { Profile } from '../../3-expand/scope.ts'
import { TooHard } from '../language/automaton.ts'
import type { Language, Languages } from '../language/languages.ts'
import { witness } from '../language/witness.ts'
import type { Answer } from './cases.ts'
import type { Use } from './uses.ts'

/** More values than that of one name are not tried one by one. */
const mostValues = 24

/** Values that a name may have, as many as conditions can tell apart. */
export interface Free {
  readonly name: string
  readonly values: readonly Answer[]
}

/** Where the kinds of names are looked up. */
export interface Known {
  readonly config: Config
  readonly profile: Profile
  /** The algebra of texts, for finding values that patterns tell apart. */
  readonly texts: () => Languages
}

/** The values that stand for all others of a name, seen through how conditions look at it. */
export function freeValues(name: string, uses: readonly Use[], known: Known): Free {
  const { type, members, isNullable } = kindOf(name, known)
  const values: Answer[] = isNullable ? [undefined] : []
  if (type === 'boolean') values.push(false, true)
  else if (type === 'integer') values.push(...integers(uses))
  else if (type === 'enum' && members) values.push(...members)
  else if (type !== 'none') values.push(...strings(name, uses, known))
  if (values.length > mostValues) return { name, values: [{ is: 'anything', reason: `"${name}" has too many values` }] }
  if (uses.some(({ how }) => how === 'loose') && type !== 'boolean' && type !== 'none') {
    values.push({ is: 'anything', reason: `"${name}" is compared with something that is no constant` })
  }
  return { name, values }
}

interface Kind {
  readonly type: 'boolean' | 'integer' | 'string' | 'enum' | 'none'
  readonly members?: readonly Answer[]
  readonly isNullable: boolean
}

function kindOf(name: string, { config }: Known): Kind {
  if (!name.startsWith('pipeline.parameters.')) {
    const value = pipelineValues.get(name)
    return { type: value?.type ?? 'none', isNullable: true }
  }
  const parameter = config.parameters.get(name.slice('pipeline.parameters.'.length))
  if (!parameter) return { type: 'none', isNullable: true }
  const { type, members = [] } = parameter
  if (type === 'enum') {
    const texts = members.flatMap(member => (member.kind === 'scalar' ? [member.text] : []))
    return { type, members: texts, isNullable: false }
  }
  return { type: type === 'boolean' || type === 'integer' ? type : 'string', isNullable: false }
}

/** Each number that is compared with, its neighbours, and zero, which logic statements take for false. */
function integers(uses: readonly Use[]): readonly Answer[] {
  const points = new Set<number>([0, 1])
  for (const use of uses) {
    if (use.how !== 'equal' || typeof use.value !== 'number') continue
    for (const step of [-1, 0, 1]) points.add(use.value + step)
  }
  return [...points].sort((left, right) => left - right)
}

/** One text for each way in which the constants and patterns can answer together. */
function strings(name: string, uses: readonly Use[], { texts, profile }: Known): readonly Answer[] {
  const languages = texts()
  try {
    let cells: readonly Language[] = [languages.all]
    for (const test of [languages.literal(''), ...uses.flatMap(use => testOf(use, languages, profile))]) {
      cells = cells.flatMap(cell => [languages.intersect(cell, test), languages.without(cell, test)])
      cells = cells.filter(cell => cell !== languages.none)
      if (cells.length > mostValues) throw new TooHard('too many values')
    }
    return cells.map(cell => witness(languages, cell, [`some ${name.split('.').at(-1)}`]) ?? '')
  } catch (cause) {
    if (!(cause instanceof TooHard)) throw cause
    return [{ is: 'anything', reason: `"${name}": ${cause.message}` }]
  }
}

function testOf(use: Use, languages: Languages, profile: Profile): readonly Language[] {
  if (use.how === 'loose') return []
  if (use.how === 'equal') return typeof use.value === 'string' ? [languages.literal(use.value)] : []
  if (use.how === 'matches') return [languages.pattern(use.value, profile)]
  const text = use.value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return [languages.pattern(use.how === 'contains' ? `.*${text}.*` : `${text}.*`, 'next')]
}

/** More combinations of values than that are not tried one by one. */
const mostCombinations = 256

/** Values for several names at once. */
export type Assignment = ReadonlyMap<string, Answer>

/**
 * All combinations of the values of some names. Where they would be too many, the names with the most values may be anything,
 * in all combinations.
 */
export function assignments(free: readonly Free[]): readonly Assignment[] {
  let found: Assignment[] = [new Map()]
  const fewestFirst = [...free].sort((left, right) => left.values.length - right.values.length)
  for (const { name, values } of fewestFirst) {
    const isTooMany = found.length * values.length > mostCombinations
    const anything: Answer = {
      is: 'anything',
      reason: `there are too many parameters and values to try all of "${name}"`,
    }
    found = found.flatMap(one => (isTooMany ? [anything] : values).map(value => new Map([...one, [name, value]])))
  }
  return found
}
