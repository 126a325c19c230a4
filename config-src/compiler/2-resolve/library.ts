import { get } from '../1-parse/build.ts'
import type { Entry, MapNode, Node, ScalarNode } from '../1-parse/node.ts'
import { parse } from '../1-parse/parse.ts'
import { complain, error, warning } from '../diagnostics/complain.ts'
import type { Diagnostic, Report, Span } from '../diagnostics/diagnostic.ts'
import type { Element, ElementKind, Library, Orb } from './config.ts'
import { describe, match, type Place, quote } from './match.ts'
import { findOrb, type OrbSources, reportOpaque } from './orbs.ts'
import { readParameters } from './parameters.ts'
import { executor } from './shapes/executor.ts'
import { command, jobTypes } from './shapes/job.ts'
import { parameters } from './shapes/parameters.ts'
import { inlineOrb } from './shapes/workflow.ts'
import { checkSteps } from './steps.ts'

/** What reading definitions needs: the orbs at hand, where complaints go, and which orbs are being read (outermost first). */
export interface Reading {
  readonly sources: OrbSources
  readonly report: Report
  /** For what is wrong in a published orb as well, whose shapes are trusted. */
  readonly loud: Report
  readonly path: readonly string[]
  /** Published orbs that were read: many may import the same one. */
  readonly opened: Map<string, Library>
  /** Version 2 configs, whose shapes the server never checked closely (S1.3). */
  readonly lenient: boolean
}

/** Reads the executors, commands, jobs and orbs of a config or of an orb's body. */
export function readLibrary(root: Node, title: string, reading: Reading): Library {
  const executors = new Map<string, Element>()
  const commands = new Map<string, Element>()
  const jobs = new Map<string, Element>()
  const library: Library = {
    title,
    isOrb: reading.path.length > 0,
    executors,
    commands,
    jobs,
    orbs: new Map(),
    functions: functionsOf(root),
  }
  readOrbs(get(root, 'orbs'), library.orbs, reading)
  const own = get(root, 'commands')
  const shadowing = new Set(own?.kind === 'map' ? own.entries.map(({ key }) => key) : [])
  readElements(get(root, 'executors'), { kind: 'executor', into: executors, home: library, reading, shadowing })
  readElements(get(root, 'commands'), { kind: 'command', into: commands, home: library, reading, shadowing })
  readElements(get(root, 'jobs'), { kind: 'job', into: jobs, home: library, reading, shadowing })
  return library
}

function functionsOf(root: Node): ReadonlySet<string> {
  const section = get(root, 'functions')
  return new Set(section?.kind === 'map' ? section.entries.map(({ key }) => key) : [])
}

function readOrbs(node: Node | undefined, into: Map<string, Orb>, reading: Reading): void {
  if (node?.kind !== 'map') return
  for (const entry of node.entries) into.set(entry.key, readOrb(entry, reading))
}

function readOrb({ key: alias, keyNode, value }: Entry, reading: Reading): Orb {
  const span = keyNode.span
  if (value.kind === 'map' && value.entries.length === 0) return placeholder(alias, value, reading)
  if (value.kind === 'map') {
    const what = `orb "${alias}"`
    match(value, inlineOrb, { what, report: reading.report })
    return { is: 'open', alias, span, library: readLibrary(value, what, inside(alias, reading)) }
  }
  if (value.kind === 'scalar' && value.templated) return { is: 'templated', alias, span, node: value }
  if (value.kind === 'scalar' && value.type === 'string') return openOrb(alias, value, reading)
  const message = `expected type: string, found: ${describe(value)}, for orb "${alias}"`
  reading.report(
    error('schema/type', value.span, message, 'write namespace/name@version, or a map with the orb inline'),
  )
  return { is: 'broken', alias, span }
}

/** An orb under development stands as an empty map, into which `orb-tools/continue` puts its source before CircleCI reads it. */
function placeholder(alias: string, node: Node, reading: Reading): Orb {
  reading.report(
    complain('info', 'orb/placeholder', {
      span: node.span,
      message: `orb "${alias}" is empty: what comes from it is taken as existing`,
      help: 'CircleCI itself finds nothing in it, unless something such as orb-tools/continue fills it in before',
    }),
  )
  return { is: 'opaque', alias, span: node.span, reference: { asked: alias, resolved: alias }, isPlaceholder: true }
}

/** Reads an orb from the registry by its reference, if its source was given (S8.2, S8.16). */
export function openOrb(alias: string, node: ScalarNode, reading: Reading): Orb {
  const span = node.span
  const found = findOrb(node, reading.sources, reading.report)
  if (!found) return { is: 'broken', alias, span }
  const { reference, source } = found
  if (reading.path.includes(reference.resolved)) {
    const cycle = [...reading.path, reference.resolved].join(' -> ')
    reading.loud(error('orb/recursion', span, `orb ${quote(node.text)} imports itself: ${cycle}`))
    return { is: 'broken', alias, span }
  }
  if (!source) {
    reportOpaque(node, reading.report)
    return { is: 'opaque', alias, span, reference }
  }
  const known = reading.opened.get(reference.resolved)
  if (known) return { is: 'open', alias, span, reference, library: known }
  const document = parse(source, reading.report)
  if (!document) return { is: 'broken', alias, span }
  // A version was accepted when it was published: a shape we do not know there is our gap, not the user's fault. One under
  // development is checked as if it stood in the config.
  const within = inside(reference.resolved, reading)
  const isNew = reference.resolved.includes('@dev:')
  const library = readLibrary(
    document.root,
    `orb "${reference.resolved}"`,
    isNew ? within : { ...within, report: () => {} },
  )
  reading.opened.set(reference.resolved, library)
  return { is: 'open', alias, span, reference, library }
}

function inside(orb: string, reading: Reading): Reading {
  return { ...reading, path: [...reading.path, orb] }
}

interface Section {
  readonly kind: ElementKind
  readonly into: Map<string, Element>
  readonly home: Library
  readonly reading: Reading
  readonly shadowing: ReadonlySet<string>
}

function readElements(node: Node | undefined, section: Section): void {
  if (node?.kind !== 'map') return
  for (const entry of node.entries) {
    const element = readElement(entry, section)
    if (element) section.into.set(entry.key, element)
  }
}

function readElement(
  { key: name, keyNode, value }: Entry,
  { kind, home, reading, shadowing }: Section,
): Element | undefined {
  const { report } = reading
  const place = { what: `${kind} "${name}"`, head: keyNode.span, shadowing, report }
  const base = { kind, name, nameSpan: keyNode.span, home } as const
  if (value.kind === 'scalar' && value.type === 'string') return { is: 'alias', ...base, target: value }
  if (value.kind !== 'map') {
    report(notADefinition({ span: keyNode.span, value }, kind, name))
    return value.kind === 'scalar' && value.type === 'null' ? undefined : { is: 'broken' }
  }
  if (reading.lenient) return { is: 'definition', ...base, node: value, parameters: new Map() }
  matchElement(value, kind, place)
  return {
    is: 'definition',
    ...base,
    node: value,
    parameters: readParameters(get(value, 'parameters'), parameters, report),
  }
}

/** An empty definition has been accepted where nothing uses it (conformance: grxy); anything else is no definition. */
function notADefinition({ span, value }: { span: Span; value: Node }, kind: ElementKind, name: string): Diagnostic {
  const wanted = kind === 'executor' ? 'docker, machine or macos' : 'steps'
  if (value.kind === 'scalar' && value.type === 'null') {
    return warning(
      'style/empty-definition',
      span,
      `${kind} "${name}" is empty: it cannot be used`,
      `give it ${wanted}, or remove it`,
    )
  }
  return error(
    'schema/type',
    span,
    `expected type: map, found: ${describe(value)}, for ${kind} "${name}"`,
    `write a map with ${wanted}`,
  )
}

function matchElement(node: MapNode, kind: ElementKind, place: Place): void {
  if (kind === 'executor') match(node, executor, place)
  else if (kind === 'command') match(node, command, place)
  else matchJob(node, place)
  const steps = get(node, 'steps')
  if (steps && (kind === 'command' || (kind === 'job' && isBuild(node)))) checkSteps(steps, place)
}

/** Whether a job runs steps: its type is `build`, or not said (S11.7). */
export function isBuild(job: MapNode): boolean {
  return jobType(job) === 'build'
}

/** The type of a job's definition (S11.7). */
export function jobType(job: MapNode): string {
  const type = get(job, 'type')
  return type?.kind === 'scalar' && type.type === 'string' ? type.value : 'build'
}

function matchJob(node: MapNode, place: Place): void {
  const { report } = place
  const type = jobType(node)
  const shape = Object.hasOwn(jobTypes, type) ? jobTypes[type] : undefined
  if (shape) {
    match(node, shape, place)
    const branches = get(node, 'branches')
    if (branches && type === 'build') {
      report(
        warning(
          'deprecated/job-branches',
          branches.span,
          `"branches" in ${place.what} has no effect where there are workflows`,
          'write it as "filters" in the entry of the job under "workflows"',
        ),
      )
    }
    return
  }
  const at = get(node, 'type')
  const known = Object.keys(jobTypes).join(', ')
  report(
    error('job/unknown-type', at?.span ?? node.span, `${quote(type)} is not a type of job: expected one of ${known}`),
  )
}
