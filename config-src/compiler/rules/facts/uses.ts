import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import type { Config, Definition, JobEntry } from '../../2-resolve/config.ts'
import { lookup } from '../../3-expand/lookup.ts'
import type { Facts } from '../facts.ts'
import { matchesGlob } from '../glob.ts'
import { walkScalars } from './mentions.ts'
import { allDefinitions } from './steps.ts'

/** What a config runs: whether a file is one at all, and not the source of an orb or a piece of another file. */
export function runsSomething({ workflows, implicit, library }: Config): boolean {
  return implicit ? library.jobs.has('build') : workflows.length > 0
}

/** Every entry of a job in workflows and groups. */
export function entriesOf({ workflows, groups }: Config): readonly JobEntry[] {
  return [...workflows, ...groups.values()].flatMap(({ entries }) => entries)
}

/** The commands of a config that something calls besides themselves. */
export function usedCommands(facts: Facts): ReadonlySet<string> {
  const { library } = facts.config
  const used = new Set(givenToUnknown(facts))
  for (const { name, owner } of facts.steps()) {
    const isItself = owner.is === 'definition' && owner.definition === library.commands.get(name)
    if (owner.home === library && !isItself) used.add(name)
  }
  return used
}

/** Whether an executor of a config is named somewhere; names that are put together from templates fit what they can become. */
export function executorUses(facts: Facts): (name: string) => boolean {
  const { config } = facts
  const patterns = new Set<string>(givenToUnknown(facts))
  const add = (node: Node | undefined) => node && walkScalars(node, ({ text }) => patterns.add(patternOf(text)))
  for (const definition of facts.ask(allDefinitions)) {
    if (definition.kind === 'job') add(nameOf(definition))
    for (const { fallback, members = [] } of definition.parameters.values())
      for (const it of [fallback, ...members]) add(it)
  }
  for (const element of config.library.executors.values()) if (element.is === 'alias') add(element.target)
  for (const { fallback, members = [] } of config.parameters.values()) for (const it of [fallback, ...members]) add(it)
  for (const call of facts.calls()) for (const { value } of call.arguments) add(value)
  const globs = [...patterns].filter(pattern => pattern.includes('*'))
  return name => patterns.has(name) || globs.some(pattern => matchesGlob(name, pattern))
}

function nameOf({ node }: Definition): Node | undefined {
  const executor = get(node, 'executor')
  return executor?.kind === 'map' ? get(executor, 'name') : executor
}

/** What a name with templates can become. A parameter as a whole becomes what it is given, and that is looked at by itself. */
function patternOf(text: string): string {
  if (/^\s*<<\s*(parameters|matrix)\.[\w-]+\s*>>\s*$/.test(text)) return ''
  return text.replace(/<<.*?>>/gs, '*')
}

/** Texts that are given to what nobody here knows: any of them may be a name. */
function givenToUnknown({ config, steps }: Facts): readonly string[] {
  const found: string[] = []
  const add = (node: Node | undefined) => node && walkScalars(node, ({ text }) => found.push(text))
  for (const { name, body, owner } of steps()) if (isUnknown(lookup(owner.home, 'command', name).is)) add(body)
  for (const { job, settings } of entriesOf(config))
    if (isUnknown(lookup(config.library, 'job', job).is)) for (const { value } of settings) add(value)
  return found
}

function isUnknown(is: ReturnType<typeof lookup>['is']): boolean {
  return is === 'opaque' || is === 'broken'
}
