import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import type { Definition } from '../../2-resolve/config.ts'
import type { Facts } from '../facts.ts'
import type { Kind } from './offers.ts'
import { allDefinitions } from './steps.ts'

/** Where a job runs, after expansion. What is not known is not there. */
export interface Host {
  readonly kind: Kind
  readonly job: string
  /** The image of a machine. */
  readonly image?: ScalarNode
  readonly xcode?: ScalarNode
  readonly resourceClass?: ScalarNode
}

/** Where the jobs of all workflows run; those whose executor is not known are left out. */
export function hostsOf({ jobs }: Facts): readonly Host[] {
  return jobs().flatMap(({ job, entry }): Host[] => {
    const body = job?.body
    const machine = get(body, 'machine')
    const image = scalarOf(machine?.kind === 'map' ? get(machine, 'image') : isTrue(machine) ? undefined : machine)
    const xcode = scalarOf(get(get(body, 'macos'), 'xcode'))
    const resourceClass = scalarOf(get(body, 'resource_class'))
    const kind: Kind | undefined = get(body, 'docker')
      ? 'docker'
      : get(body, 'macos')
        ? 'macos'
        : machine
          ? image?.text.startsWith('windows')
            ? 'windows'
            : 'linux'
          : undefined
    if (!kind) return []
    const base = { kind, job: entry.name, ...(image ? { image } : {}), ...(xcode ? { xcode } : {}) }
    return [{ ...base, ...(resourceClass ? { resourceClass } : {}) }]
  })
}

/** A docker image as it is written, and where. */
export interface Image {
  readonly node: ScalarNode
  /** What stands before the tag and the digest. */
  readonly name: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

/** The docker images of a config's executors and jobs, and of its inline orbs. Those with templates or variables are left out. */
export function imagesOf({ ask }: Facts): readonly Image[] {
  const seen = new Set<Node>()
  return ask(allDefinitions).flatMap(({ node }: Definition) => {
    const docker = get(node, 'docker')
    if (docker?.kind !== 'seq') return []
    return docker.items.flatMap((container): Image[] => {
      const image = get(container, 'image')
      if (image?.kind !== 'scalar' || image.type !== 'string' || /<<|\$/.test(image.text) || seen.has(image)) return []
      seen.add(image)
      return [imageOf(image)]
    })
  })
}

function imageOf(node: ScalarNode): Image {
  const [rest = '', digest] = node.text.trim().split('@')
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1)
  const name = colon < 0 ? rest : rest.slice(0, colon)
  return { node, name, tag: colon < 0 ? undefined : rest.slice(colon + 1), digest }
}

/** A value that is a text and known: what templates leave open is not. */
function scalarOf(node: Node | undefined): ScalarNode | undefined {
  if (node?.kind !== 'scalar' || node.type === 'null' || node.templated || node.text === '') return undefined
  return node.text.includes('$') ? undefined : node
}

function isTrue(node: Node | undefined): boolean {
  return node?.kind === 'scalar' && node.type === 'bool'
}

/** Whether a resource class is that of a self-hosted runner (S9.9). */
export function isRunner(resourceClass: ScalarNode | undefined): boolean {
  return resourceClass?.text.includes('/') === true
}
