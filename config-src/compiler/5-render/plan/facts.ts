import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { ExpandedEntry } from '../../3-expand/expanded.ts'

/** What a job runs on: its image, or the kind of machine; undefined for what runs nowhere. */
export function executorOf({ job }: ExpandedEntry): string | undefined {
  const docker = get(job?.body, 'docker')
  if (docker?.kind === 'seq') return textOf(get(docker.items[0], 'image')) ?? 'docker'
  const machine = get(job?.body, 'machine')
  if (machine)
    return (
      textOf(get(machine, 'image')) ??
      (machine.kind === 'scalar' && machine.type === 'string' ? machine.text : 'machine')
    )
  const macos = get(job?.body, 'macos')
  return macos && `macos, Xcode ${textOf(get(macos, 'xcode')) ?? '?'}`
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.type !== 'null' ? node.text : undefined
}
