import { get, getEntry } from '../1-parse/build.ts'
import type { Node, ScalarNode } from '../1-parse/node.ts'
import type { Document } from '../1-parse/parse.ts'
import { error } from '../diagnostics/complain.ts'
import type { Diagnostic, Report, Span } from '../diagnostics/diagnostic.ts'
import type { Config } from './config.ts'
import { type Reading, readLibrary } from './library.ts'
import { describe, match, quote } from './match.ts'
import type { OrbSources } from './orbs.ts'
import { readParameters } from './parameters.ts'
import { pipelineParameters } from './shapes/parameters.ts'
import { config as configShape } from './shapes/workflow.ts'
import { readGroups, readWorkflows } from './workflows.ts'

/**
 * Reads a parsed file as a CircleCI config: checks the shape of every section (S1.8), and gives each definition its name, its
 * parameters and its scope. Returns undefined where there is nothing to go on with.
 */
export function resolve(document: Document, orbs: OrbSources, report: Report): Config | undefined {
  const root = document.root
  if (root.kind !== 'map') {
    report(error('schema/type', root.span, `expected type: map, found: ${describe(root)}, for the config`))
    return undefined
  }
  const version = readVersion(root, report)
  if (version === undefined) return undefined
  const lenient = version === '2'
  const reading: Reading = { sources: orbs, report, loud: report, path: [], opened: new Map(), lenient }
  if (!lenient) match(root, configShape, { what: 'the config', single: true, report })
  const library = readLibrary(lenient ? withoutTemplates(jobsOnly(root)) : root, 'the config', reading)
  const given = get(root, 'workflows')
  const section = given && lenient ? withoutTemplates(given) : given
  const implicit = section === undefined || (section.kind === 'scalar' && section.type === 'null')
  const { workflows, version: workflowsVersion } = readWorkflows(section, library, report)
  if (implicit && !library.jobs.has('build')) {
    report(
      error(
        'workflow/none',
        getEntry(root, 'jobs')?.keyNode.span ?? headOf(root),
        'There are no workflows or build jobs in the config',
        'add "workflows" that run your jobs, or call a job "build"',
      ),
    )
    return undefined
  }
  const setup = get(root, 'setup')
  if (setup?.templated) report(setupTemplate(setup.span))
  return {
    document,
    version,
    setup: setup?.kind === 'scalar' && setup.value === true,
    parameters: lenient ? new Map() : readParameters(get(root, 'parameters'), pipelineParameters, report),
    library,
    groups: lenient ? new Map() : readGroups(get(root, 'job-groups'), library, report),
    workflows,
    workflowsVersion,
    implicit,
  }
}

/** A version 2 config has nothing but jobs and workflows (S1.3). */
function jobsOnly(root: Node): Node {
  if (root.kind !== 'map') return root
  return { ...root, entries: root.entries.filter(entry => entry.key === 'jobs') }
}

/** Version 2 has no templates: `<<` is text like any other (S4.4). */
function withoutTemplates(node: Node): Node {
  if (!node.templated) return node
  if (node.kind === 'scalar') return { ...node, templated: false }
  if (node.kind === 'seq') return { ...node, templated: false, items: node.items.map(withoutTemplates) }
  const entries = node.entries.map(entry => ({
    ...entry,
    keyNode: { ...entry.keyNode, templated: false },
    value: withoutTemplates(entry.value),
  }))
  return { ...node, templated: false, entries }
}

function readVersion(root: Node, report: Report): '2.1' | '2' | undefined {
  const entry = getEntry(root, 'version')
  const text = entry?.value.kind === 'scalar' ? versionText(entry.value) : undefined
  if (text === '2.1') return '2.1'
  if (text === '2' || text === '2.0') return '2'
  const message = entry
    ? `unsupported or missing workflows config version: ${entry.value.kind === 'scalar' ? quote(entry.value.text) : describe(entry.value)}`
    : 'unsupported or missing workflows config version: the config has no "version"'
  report(
    error('schema/version', entry?.value.span ?? headOf(root), message, 'write "version: 2.1" at the top of the file'),
  )
  return undefined
}

/** Whether a config is a setup config is read before anything is replaced (S19.5). */
function setupTemplate(span: Span): Diagnostic {
  const message = 'expected type: boolean, found: a template, for "setup" of the config'
  return error('schema/type', span, message, 'write true, or leave it out')
}

/** A number is read as one: `2.10` is 2.1 (S1.3, S2.2). */
function versionText({ type, value, text }: ScalarNode): string {
  return type === 'int' || type === 'float' ? String(value) : text
}

/** The first key of a map: where to complain of something that is absent. */
function headOf(root: Node): Span {
  return root.kind === 'map' ? (root.entries[0]?.keyNode.span ?? root.span) : root.span
}
