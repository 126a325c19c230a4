import { get } from '../../1-parse/build.ts'
import type { ScalarNode } from '../../1-parse/node.ts'
import type { Facts } from '../facts.ts'

/** An orb from the registry, as a config asks for it. */
export interface OrbUse {
  readonly alias: string
  readonly node: ScalarNode
  /** `namespace/name` */
  readonly name: string
  readonly version: string
}

/** The orbs that a config imports from the registry; those whose reference is a template are left out. */
export function orbsOf({ document }: Pick<Facts, 'document'>): readonly OrbUse[] {
  const section = get(document.root, 'orbs')
  if (section?.kind !== 'map') return []
  return section.entries.flatMap(({ key: alias, value }): OrbUse[] => {
    if (value.kind !== 'scalar' || value.type !== 'string' || value.templated) return []
    const [, name, version] = /^([a-z][\w-]*\/[a-z][\w-]*)@(\S+)$/.exec(value.text) ?? []
    return name && version ? [{ alias, node: value, name, version }] : []
  })
}
