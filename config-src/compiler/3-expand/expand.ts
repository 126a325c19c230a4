import type { Config, Library, Orb, OrbReference } from '../2-resolve/config.ts'
import { openOrb } from '../2-resolve/library.ts'
import { type OrbSources, reportOpaque } from '../2-resolve/orbs.ts'
import { builtins } from '../2-resolve/shapes/step.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Report } from '../diagnostics/diagnostic.ts'
import { listed } from '../diagnostics/suggest.ts'
import { holdsUnset } from './bound.ts'
import type { Expanded, ExpandedJob, ExpandedWorkflow } from './expanded.ts'
import { numberAcross } from './names.ts'
import { pipelineParameters } from './parameters.ts'
import type { Run, Value } from './run.ts'
import type { Profile, Scope } from './scope.ts'
import { defaultScope, pipelineScope } from './scopes.ts'
import { substitute } from './template/substitute.ts'
import { tryRest } from './unreached.ts'
import { asWarnings } from './warnings.ts'
import { expandWorkflow, implicitWorkflow, isKept } from './workflow.ts'

/** What an expansion depends on besides the config (S0.5). */
export interface Settings {
  readonly profile: Profile
  /** Pipeline values by full name, such as `pipeline.git.branch`; what is not set is null. */
  readonly values: Readonly<Record<string, Value>>
  /** Values for pipeline parameters; the others have their defaults. */
  readonly parameters: Readonly<Record<string, Value>>
  /** The same as texts, which are read by the declared type of each parameter. */
  readonly parameterTexts?: Readonly<Record<string, string>>
  /** Values that the call which continues a pipeline sends along (S19.6). */
  readonly continuation?: Readonly<Record<string, Value>>
  readonly orbs: OrbSources
  /** Whether what the server does not look at is checked too, as warnings (S1.10). */
  readonly lint: boolean
  /** Whether workflows are kept whatever their condition says: for who reasons about all values at once. */
  readonly keepAll?: boolean
}

/** Removes all reuse from a config: what is left is what runs (S3.1). */
export function expand(config: Config, settings: Settings, report: Report): Expanded {
  const run = newRun(config, settings, report)
  importOrbs(run)
  const kept: ExpandedWorkflow[] = []
  let isBroken = false
  const asked: Run = {
    ...run,
    report: diagnostic => {
      isBroken ||= diagnostic.severity === 'error'
      report(diagnostic)
    },
  }
  // With every workflow kept, what is wrong in one that these values suppress is still no error (S1.9).
  const quiet: Run = { ...run, report: () => {} }
  let versionAt = config.workflowsVersion
  config.workflows.forEach((workflow, i) => {
    if (settings.keepAll) kept.push(expandWorkflow(isKept(quiet, workflow) ? run : asWarnings(run), workflow))
    else if (isKept(asked, workflow)) kept.push(expandWorkflow(run, workflow))
    else if (versionAt !== undefined && i < (config.workflowsVersion ?? 0)) versionAt--
  })
  if (config.implicit) {
    kept.push(implicitWorkflow(run))
    versionAt = 0
    // A condition that cannot be read was not judged false.
  } else if (kept.length === 0 && !isBroken) reportNothingLeft(config, settings, report)
  numberAll(kept)
  const suppressed = settings.lint ? tryRest(run, kept) : undefined
  return {
    config,
    headers: headersOf(config.library),
    jobs: jobsOf(kept),
    workflows: kept,
    ...(suppressed ? { suppressed } : {}),
    versionAt: versionAt ?? kept.length,
    missingOrbs: [...run.missingOrbs].sort(),
  }
}

function newRun(config: Config, settings: Settings, report: Report): Run {
  const run: Run = {
    config,
    profile: settings.profile,
    report,
    filters: new Map(),
    values: settings.values,
    parameters: new Map(),
    orbs: settings.orbs,
    reached: new Set(),
    reachedGroups: new Set(),
    checkedFilters: new Set(),
    missingOrbs: new Set(),
    plainJobs: new Map(),
    lint: settings.lint,
    linted: new Set(),
  }
  return { ...run, parameters: pipelineParameters(config, settings, { report, scope: defaultScope(run) }) }
}

/** Opens the orbs whose reference holds a template, now that the parameters have values (S3.1, S8.3). */
function importOrbs(run: Run): void {
  const { library } = run.config
  const scope = pipelineScope(run, library)
  for (const [alias, orb] of library.orbs) {
    if (orb.is === 'templated') library.orbs.set(alias, importOrb(run, scope, orb))
  }
}

/** Which version is meant cannot be said where the reference holds a pipeline value that nobody set: the orb is opaque. */
function importOrb(run: Run, scope: Scope, { alias, span, node }: Orb & { readonly is: 'templated' }): Orb {
  const reading = {
    sources: run.orbs,
    report: run.report,
    loud: run.report,
    path: [],
    opened: new Map(),
    lenient: false,
  }
  if (holdsUnset(node.text, scope)) {
    reportOpaque(node, run.report)
    return { is: 'opaque', alias, span, reference: { asked: node.text, resolved: node.text } }
  }
  const reference = substitute(node, scope, run.report)
  return reference.kind === 'scalar' ? openOrb(alias, reference, reading) : { is: 'broken', alias, span }
}

/** The server refuses to compile nothing; whoever checks a config for all values at once only hears of it (S1.8a). */
function reportNothingLeft(config: Config, { lint, values }: Settings, report: Report): void {
  // Without a branch and the like, a condition that asks for one says nothing about the config.
  if (lint && Object.keys(values).length === 0 && config.workflows.some(asksForValues)) return
  const section =
    config.document.root.kind === 'map'
      ? config.document.root.entries.find(({ key }) => key === 'workflows')
      : undefined
  // A section of another kind was complained about.
  if (section && section.value.kind !== 'map' && config.workflows.length === 0) return
  const span = section?.keyNode.span ?? config.document.root.span
  const message = 'All Workflows have been filtered from this Pipeline. No Jobs have been run.'
  const names = listed(
    config.workflows.map(({ name }) => name),
    5,
  )
  const why =
    config.workflows.length > 0
      ? `the conditions of ${names} are false for these values`
      : 'there is no workflow under "workflows"'
  // Where there is no workflow at all, no value of a parameter helps.
  const complain = lint && config.workflows.length > 0 ? warning : error
  report(complain('workflow/all-filtered', span, message, why))
}

function asksForValues({ condition }: Config['workflows'][number]): boolean {
  if (!condition) return false
  const { source, start, end } = condition.node.span
  return /\bpipeline\.(?!parameters\b)/.test(source.text.slice(start, end))
}

/** Numbers jobs of one name whose bodies differ between workflows (S15.4). */
function numberAll(workflows: readonly ExpandedWorkflow[]): void {
  const entries = workflows.flatMap(({ jobs }) => jobs).filter(({ type }) => type !== 'approval')
  const items = entries.map(entry => ({ entry, name: entry.name, body: entry.job?.body }))
  numberAcross(items)
  for (const { entry, name } of items) {
    entry.name = name
    if (entry.job) entry.job.name = name
  }
}

function jobsOf(workflows: readonly ExpandedWorkflow[]): ExpandedJob[] {
  const jobs = new Map<string, ExpandedJob>()
  for (const { jobs: entries } of workflows) {
    for (const { job } of entries) if (job && !jobs.has(job.name)) jobs.set(job.name, job)
  }
  return [...jobs.values()]
}

/** Whether it is known which published version an orb is: which one a range means nobody can say without the registry. */
function isResolved({ resolved }: OrbReference, isGiven: boolean): boolean {
  if (resolved.startsWith('https://')) return false
  return isGiven || /@(\d+\.\d+\.\d+|dev:.+)$/.test(resolved)
}

/** Warnings and orb versions, as the server puts them on top (S21.2, FACTS 7.1). */
function headersOf(library: Library): string[] {
  const shadowing = [...library.commands.keys()].filter(name => Object.hasOwn(builtins, name))
  const warnings = shadowing.map(
    name => `# WARNING: Command '${name}' in commands.${name} may override built-in CircleCI command '${name}'`,
  )
  const orbs = [...library.orbs.values()].flatMap(orb => {
    const reference = orb.is === 'open' || (orb.is === 'opaque' && !orb.isPlaceholder) ? orb.reference : undefined
    if (!reference || !isResolved(reference, orb.is === 'open')) return []
    return [`# Orb '${reference.asked}' resolved to '${reference.resolved}'`]
  })
  return [...warnings, ...orbs]
}
