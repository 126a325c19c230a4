import { get, getEntry } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import type { JobEntry } from '../../2-resolve/config.ts'
import type { Facts } from '../facts.ts'
import { entriesOf } from './uses.ts'

/** The matrix of an entry, as it is written. */
export interface Matrix {
  readonly entry: JobEntry
  readonly key: Entry
  /** The parameters and their values; one that is no list has none. */
  readonly parameters: readonly { readonly name: string; readonly values: readonly Node[] }[]
  readonly exclude: readonly Node[]
}

/** The matrices of a config. */
export function matricesOf({ config }: Facts): readonly Matrix[] {
  return entriesOf(config).flatMap((entry): Matrix[] => {
    const key = entry.settings.find(setting => setting.key === 'matrix')
    const parameters = getEntry(key?.value, 'parameters')?.value
    const exclude = get(key?.value, 'exclude')
    if (!key || parameters?.kind !== 'map') return []
    return [
      {
        entry,
        key,
        parameters: parameters.entries.map(({ key: name, value }) => ({
          name,
          values: value.kind === 'seq' ? value.items : [],
        })),
        exclude: exclude?.kind === 'seq' ? exclude.items : [],
      },
    ]
  })
}

/** A value of a matrix as one text, to compare it; undefined for maps, lists and templates. */
export function comparable(node: Node): string | undefined {
  return node.kind === 'scalar' && !node.templated ? `${node.type} ${String(node.value)}` : undefined
}
