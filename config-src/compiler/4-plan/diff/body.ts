import { get } from '../../1-parse/build.ts'
import type { MapNode, Node } from '../../1-parse/node.ts'
import { canonical, canonicalSteps, shown } from './canonical.ts'
import type { Change, Changed } from './difference.ts'

/** The keys that say on what a job runs. */
const executorKinds = ['docker', 'machine', 'macos', 'windows'] as const

/** What differs between two bodies of a job: what it runs on, its environment, its other settings, its steps. */
export function compareBodies(old: MapNode, now: MapNode): readonly Change[] {
  const kinds = { old: executorKind(old), new: executorKind(now) }
  const isSameKind = kinds.old === kinds.new
  const executor: Change[] = isSameKind
    ? []
    : [
        {
          is: 'executor',
          ...(kinds.old ? { old: executorText(old) } : {}),
          ...(kinds.new ? { new: executorText(now) } : {}),
        },
      ]
  const leaveOut = isSameKind ? [] : executorKinds
  const settings = compareMaps(settingsOf(old, leaveOut), settingsOf(now, leaveOut)).map(toChange)
  const environment = compareMaps(environmentOf(old), environmentOf(now))
  const steps = { old: stepsOf(old), new: stepsOf(now) }
  return [
    ...executor,
    ...settings,
    ...environment.map((changed): Change => ({ is: 'environment', ...changed })),
    ...(canonicalSteps(steps.old) === canonicalSteps(steps.new) ? [] : [{ is: 'steps', ...steps } as const]),
  ]
}

/** The steps of a body. */
export function stepsOf(body: MapNode | undefined): readonly Node[] {
  const steps = get(body, 'steps')
  return steps?.kind === 'seq' ? steps.items : []
}

/** The images of a body, by what they are called in changes: `image`, `image of service 1`. */
export function imagesOf(body: MapNode | undefined): ReadonlyMap<string, string> {
  const settings = body ? settingsOf(body, []) : new Map<string, string>()
  return new Map([...settings].filter(([name]) => isImage(name)))
}

function isImage(name: string): boolean {
  return /^(image|image of service \d+|xcode)$/.test(name)
}

function toChange(changed: Changed): Change {
  return { is: isImage(changed.name) ? 'image' : 'setting', ...changed }
}

/** What is in either map and is not the same in both, by name. */
export function compareMaps(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): readonly Changed[] {
  const names = [...new Set([...now.keys(), ...old.keys()])]
  return names.flatMap(name => {
    const before = old.get(name)
    const after = now.get(name)
    if (before === after) return []
    return [{ name, ...(before === undefined ? {} : { old: before }), ...(after === undefined ? {} : { new: after }) }]
  })
}

function executorKind(body: MapNode): string | undefined {
  return executorKinds.find(kind => get(body, kind) !== undefined)
}

/** `docker cimg/node:20.18.1`. */
function executorText(body: MapNode): string {
  const image = [...imagesOf(body).values()][0]
  return [executorKind(body), image].filter(part => part !== undefined).join(' ')
}

/** Every setting of a body but its steps and its environment, by a name that people understand. */
function settingsOf(body: MapNode, leaveOut: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const { key, value } of body.entries) {
    if (key === 'steps' || key === 'environment' || leaveOut.includes(key)) continue
    if (key === 'docker' && value.kind === 'seq') {
      for (const [at, service] of value.items.entries()) containerSettings(service, at, found)
    } else if (key === 'machine' || key === 'macos') flatten(value, '', found)
    else flatten(value, key, found)
  }
  return found
}

function containerSettings(container: Node, at: number, found: Map<string, string>): void {
  const of = at === 0 ? '' : ` of service ${at}`
  if (container.kind !== 'map') return
  for (const { key, value } of container.entries) {
    if (key === 'environment') for (const [name, text] of pairsOf(value)) found.set(`environment ${name}${of}`, text)
    else found.set(`${key}${of}`, key === 'image' ? shown(value) : text(value))
  }
}

function flatten(node: Node, name: string, found: Map<string, string>): void {
  if (node.kind !== 'map') found.set(name === '' ? 'image' : name, shown(node))
  else {
    for (const { key, value } of node.entries) {
      const path = name === '' ? key : `${name}.${key}`
      if (value.kind === 'map') flatten(value, path, found)
      else found.set(path, shown(value))
    }
  }
}

function text(node: Node): string {
  return node.kind === 'scalar' ? shown(node) : canonical(node)
}

/** The variables that a job sets; of two with one name the later one counts. */
function environmentOf(body: MapNode): ReadonlyMap<string, string> {
  const node = get(body, 'environment')
  return new Map(node ? pairsOf(node) : [])
}

function pairsOf(node: Node): readonly (readonly [string, string])[] {
  const maps = node.kind === 'seq' ? node.items : [node]
  return maps.flatMap(map =>
    map.kind === 'map' ? map.entries.map(({ key, value }) => [key, shown(value)] as const) : [],
  )
}
