import { get } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import type { Facts } from '../facts.ts'
import { allDefinitions } from './steps.ts'

/** Every `environment` as it is written, of jobs, executors, containers and `run` steps. */
export function environmentsOf({ ask, steps }: Facts): readonly Node[] {
  const found: (Node | undefined)[] = []
  for (const { node, kind } of ask(allDefinitions)) {
    if (kind === 'command') continue
    const docker = get(node, 'docker')
    found.push(get(node, 'environment'))
    if (docker?.kind === 'seq') found.push(...docker.items.map(item => get(item, 'environment')))
  }
  for (const { name, body, owner } of steps())
    if (name === 'run' && !owner.home.commands.has('run')) found.push(get(body, 'environment'))
  return [...new Set(found.filter(node => node !== undefined))]
}

/** The entries of an `environment`: a map, or a list of maps. */
export function entriesIn(environment: Node | undefined): readonly Entry[] {
  if (environment?.kind === 'map') return environment.entries
  return environment?.kind === 'seq' ? environment.items.flatMap(entriesIn) : []
}
