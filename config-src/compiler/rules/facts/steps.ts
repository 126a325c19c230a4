import { get } from '../../1-parse/build.ts'
import type { Entry, Node } from '../../1-parse/node.ts'
import type { Config, Definition, JobEntry, Library } from '../../2-resolve/config.ts'
import { builtins } from '../../2-resolve/shapes/step.ts'
import { lookup } from '../../3-expand/lookup.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'

/** What a step is written in: a job or a command, or the entry of a job in a workflow or a group. */
export type Owner =
  | { readonly is: 'definition'; readonly definition: Definition; readonly home: Library }
  | { readonly is: 'entry'; readonly entry: JobEntry; readonly home: Library }

/** A step as it is written. */
export interface Step {
  readonly name: string
  readonly nameSpan: Span
  /** The whole step. */
  readonly node: Node
  /** What it is given; undefined for a bare name. */
  readonly body: Node | undefined
  readonly owner: Owner
  /** Whether a `when` or `unless` step stands around it. */
  readonly conditional: boolean
  /** The list that it stands in. */
  readonly siblings: readonly Node[]
}

/** Finds every step that is written in a config and in its inline orbs; published orbs are somebody else's. */
export function stepsOf({ config }: { readonly config: Config }): readonly Step[] {
  const walk: Walk = { found: [], seen: new Set() }
  inLibrary(config.library, walk)
  const lists = [...config.workflows.map(({ entries }) => entries), ...[...config.groups.values()].map(g => g.entries)]
  for (const entry of lists.flat()) inEntry(entry, config.library, walk)
  return walk.found
}

/** The definitions of a config and of its inline orbs. */
export function allDefinitions({ config }: { readonly config: Config }): readonly Definition[] {
  return definitionsOf(config.library)
}

/** The definitions of a library and of its inline orbs. */
function definitionsOf(library: Library): readonly Definition[] {
  const own = [library.executors, library.commands, library.jobs].flatMap(elements => [...elements.values()])
  const inline = [...library.orbs.values()].flatMap(orb =>
    orb.is === 'open' && !orb.reference ? definitionsOf(orb.library) : [],
  )
  return [...own.filter(element => element.is === 'definition'), ...inline]
}

interface Walk {
  readonly found: Step[]
  /** Lists that were walked: an alias brings the same list again. */
  readonly seen: Set<Node>
}

interface Site {
  readonly owner: Owner
  readonly conditional: boolean
}

function inLibrary(library: Library, walk: Walk): void {
  for (const definition of definitionsOf(library)) {
    if (definition.kind === 'executor') continue
    const site: Site = { owner: { is: 'definition', definition, home: definition.home }, conditional: false }
    inSteps(get(definition.node, 'steps'), site, walk)
    for (const parameter of definition.parameters.values())
      if (parameter.type === 'steps') inSteps(parameter.fallback, site, walk)
  }
}

function inEntry(entry: JobEntry, home: Library, walk: Walk): void {
  const site: Site = { owner: { is: 'entry', entry, home }, conditional: false }
  const found = lookup(home, 'job', entry.job)
  const parameters = found.is === 'found' ? found.definition.parameters : undefined
  for (const { key, value } of entry.settings) {
    const isSteps = key === 'pre-steps' || key === 'post-steps' || parameters?.get(key)?.type === 'steps'
    if (isSteps || (found.is === 'opaque' && looksLikeSteps(value))) inSteps(value, site, walk)
  }
}

function inSteps(node: Node | undefined, site: Site, walk: Walk): void {
  if (!node || walk.seen.has(node)) return
  walk.seen.add(node)
  const items = node.kind === 'seq' ? node.items : node.kind === 'map' ? [node] : []
  for (const item of items) inStep(item, { site, siblings: items }, walk)
}

function inStep(node: Node, { site, siblings }: { site: Site; siblings: readonly Node[] }, walk: Walk): void {
  // Each key is named: there are many steps, and a spread takes ten times as long.
  const { owner, conditional } = site
  if (node.kind === 'scalar') {
    const { span: nameSpan } = node
    if (node.type === 'string' && !node.templated)
      walk.found.push({ name: node.value, nameSpan, node, body: undefined, owner, conditional, siblings })
    return
  }
  const first = node.kind === 'map' ? node.entries[0] : undefined
  if (!first) return
  const { key: name, keyNode, value: body } = first
  walk.found.push({ name, nameSpan: keyNode.span, node, body, owner, conditional, siblings })
  inBody(first, site, walk)
}

function inBody({ key: name, value }: Entry, site: Site, walk: Walk): void {
  const { home } = site.owner
  if (!home.commands.has(name) && Object.hasOwn(builtins, name)) {
    if (name === 'when' || name === 'unless') inSteps(get(value, 'steps'), { ...site, conditional: true }, walk)
    else if (name === 'steps') inSteps(value, site, walk)
    return
  }
  if (value.kind !== 'map') return
  const found = lookup(home, 'command', name)
  for (const argument of value.entries) {
    const type = found.is === 'found' ? found.definition.parameters.get(argument.key)?.type : undefined
    if (type === 'steps' || (found.is === 'opaque' && looksLikeSteps(argument.value)))
      inSteps(argument.value, site, walk)
  }
}

/** Whether a value given to something unknown is a list of steps: one of its items must be a step that everybody has. */
function looksLikeSteps(node: Node): boolean {
  return node.kind === 'seq' && node.items.some(item => item.kind === 'map' && isBuiltin(item.entries[0]?.key))
}

function isBuiltin(name: string | undefined): boolean {
  return name !== undefined && Object.hasOwn(builtins, name)
}
