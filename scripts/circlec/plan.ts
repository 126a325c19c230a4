import { type Command, InvalidArgumentError } from 'commander'
import type { Status } from '../../config-src/compiler/3-expand/expanded.ts'
import type { Ref } from '../../config-src/compiler/3-expand/filter/passes.ts'
import type { Value } from '../../config-src/compiler/3-expand/run.ts'
import { type JobPlan, type Plan, plan, type Trigger } from '../../config-src/compiler/4-plan/plan.ts'
import { type Outcome, simulate } from '../../config-src/compiler/4-plan/simulate.ts'
import { asksToSkip } from '../../config-src/compiler/4-plan/skip.ts'
import { type Compiled, compile, type Options } from '../../config-src/compiler/compile.ts'
import type { Io } from '../io.ts'
import { exit, UsageError } from './exit.ts'
import { defaultFile, readText } from './input.ts'
import type { Run } from './main.ts'
import { placeIn } from './place.ts'
import { type PlanFormat, planFormats, planIn } from './plan-format.ts'
import { textOf } from './print.ts'
import { addCompilerOptions, addValueOptions, type CommonOptions, settingsOf } from './settings.ts'

interface PlanOptions extends CommonOptions {
  readonly trigger: Trigger
  readonly workflow?: string
  readonly why?: string
  readonly fail: readonly string[]
  readonly approve: readonly string[]
  readonly cancel: readonly string[]
  readonly continue?: string
  readonly format: PlanFormat
}

const examples = `
Examples:
  npm run circlec -- plan --branch develop
  npm run circlec -- plan generated/config.yml --tag v1.2.0
  npm run circlec -- plan --branch feature/x --why deploy-staging
  npm run circlec -- plan --branch master --approve hold-production --fail publish-web
  npm run circlec -- plan .circleci/config.yml --continue generated/config.yml --param web=true`

/** Defines `circlec plan`. */
export function define(command: Command, run: Run): void {
  addValueOptions(addCompilerOptions(command))
    .description(
      'Say what runs for a branch or a tag, side by side and one after the other, and why the rest does not.',
    )
    .argument('[file]', 'the config, or - for standard input', defaultFile)
    .option('--trigger <kind>', `what starts the pipeline: ${triggers.join(', ')}`, trigger, 'push')
    .option('--workflow <name>', 'only this workflow; with --trigger schedule, the run of its own schedule')
    .option('--why <job>', 'say for one job why it runs or does not')
    .option('--fail <job>', 'suppose that this job fails (repeat)', append, [])
    .option('--approve <job>', 'suppose that somebody approves this one (repeat)', append, [])
    .option('--cancel <job>', 'suppose that this job is canceled (repeat)', append, [])
    .option('--continue <file>', 'the config that a setup config continues with: both are planned')
    .option('--format <format>', planFormats.join(', '), format, 'text')
    .addHelpText('after', examples)
    .action((file: string, options: PlanOptions) => run(io => planFiles(file, options, io)))
}

async function planFiles(file: string, options: PlanOptions, io: Io): Promise<number> {
  const files = options.continue === undefined ? [file] : [file, options.continue]
  const codes: number[] = []
  for (const [at, one] of files.entries()) {
    if (files.length > 1 && options.format === 'text') io.out(`${at > 0 ? '\n' : ''}${one}\n\n`)
    const role = files.length === 1 ? undefined : at === 0 ? 'setup' : 'continued'
    codes.push(await planFile(one, { ...options, ...(role ? { role } : {}) }, io))
  }
  return Math.max(...codes)
}

interface OneFile extends PlanOptions {
  /** What the config is to the other one, where there are two. */
  readonly role?: 'setup' | 'continued'
}

async function planFile(file: string, options: OneFile, io: Io): Promise<number> {
  const settings = await settingsOf(options)
  const compiled = await compileFor(file, settings, options)
  const errors = compiled.diagnostics.filter(
    ({ severity, rule }) => severity === 'error' && rule !== 'workflow/all-filtered',
  )
  if (errors.length > 0 || !compiled.expanded || !compiled.document) {
    io.err(await textOf(errors, 1, io))
    return exit.problems
  }
  checkRole(file, options, compiled.config)
  const isSkipped = asksToSkip(options.trigger, settings.values ?? {})
  const scheduled =
    options.trigger === 'schedule' && options.workflow !== undefined ? { scheduled: options.workflow } : {}
  const found = only(
    plan({ expanded: compiled.expanded, ref: refOf(settings), isSkipped, report: () => {}, ...scheduled }),
    options,
  )
  const place = placeIn(compiled.document.source)
  if (options.why !== undefined) io.out(await whyText(found, options.why, { ref: found.ref, place }))
  else io.out(await planIn(options.format, found, { place, io, ...outcomesOf(found, options) }))
  return exit.clean
}

/** A setup config continues with another one, which is none itself (S19.6). */
function checkRole(file: string, { role }: OneFile, config: Compiled['config']): void {
  if (role === 'continued' && config?.setup)
    throw new UsageError(`${file} is a setup config itself ("setup: true"): a pipeline is continued only once`)
  if (role === 'setup' && !config?.setup)
    throw new UsageError(`${file} has no "setup: true": only a setup config is continued with another one`)
}

async function compileFor(file: string, settings: Options, { trigger: kind, param, role }: OneFile): Promise<Compiled> {
  const ref = refOf(settings)
  const values: Record<string, Value> = { ...triggerValues[kind], ...settings.values }
  values['pipeline.git.branch'] = ref.branch ?? null
  values['pipeline.git.tag'] = ref.tag ?? null
  const text = await readText(file)
  const asked = { ...settings, file, values, lint: false }
  const given = Object.entries(param ?? {})
  // The other parameters are those that the setup config hands over, declared in what it continues with (S19.7).
  const { config } = role === 'setup' && given.length > 0 ? compile(text, asked) : {}
  const own = config ? given.filter(([name]) => config.parameters.has(name)) : given
  return compile(text, { ...asked, parameterTexts: Object.fromEntries(own) })
}

/** The branch or the tag that was asked for; the branch main where none was (S17.4). */
function refOf({ values = {} }: Options): Ref {
  const { 'pipeline.git.branch': branch, 'pipeline.git.tag': tag } = values
  if (typeof tag === 'string') return { tag }
  return { branch: typeof branch === 'string' ? branch : 'main' }
}

function only(found: Plan, { workflow, trigger: kind }: PlanOptions): Plan {
  if (workflow === undefined) return found
  const workflows = found.workflows.filter(one => one.workflow.name === workflow)
  const skipped = found.skipped.filter(one => one.workflow.name === workflow)
  if (workflows.length + skipped.length === 0) {
    const names = [...found.workflows.map(one => one.workflow.name), ...found.skipped.map(one => one.workflow.name)]
    throw new UsageError(
      `there is no workflow "${workflow}"${kind === 'schedule' ? ' with a schedule' : ''}; there are: ${names.join(', ')}`,
    )
  }
  return { ...found, workflows, skipped }
}

async function whyText(
  found: Plan,
  name: string,
  telling: { ref: Ref; place: ReturnType<typeof placeIn> },
): Promise<string> {
  const { lostText } = await import('../../config-src/compiler/5-render/plan/text.ts')
  const { why } = await import('../../config-src/compiler/5-render/plan/why.ts')
  const jobs = found.workflows.flatMap(({ workflow, jobs: all }) => all.map(job => ({ workflow, job })))
  const named = jobs.filter(({ job }) => job.entry.name === name)
  if (named.length === 0) {
    const known = [...new Set(jobs.map(({ job }) => job.entry.name))]
    throw new UsageError(`no workflow that starts has a job "${name}"; there are: ${known.join(', ') || 'none'}`)
  }
  return named
    .map(({ workflow, job }) => {
      const without =
        job.reason === undefined && job.lost.length > 0 ? `; it does not wait for ${lostText(job.lost, telling)}` : ''
      return `${name} (workflow ${workflow.name}): ${job.reason ? 'not run: ' : ''}${why(job, telling)}${without}\n`
    })
    .join('')
}

/** What follows from what was supposed; nothing where nothing was. */
function outcomesOf(found: Plan, options: PlanOptions): { outcomes?: ReadonlyMap<JobPlan, Outcome> } {
  const decisions = new Map<string, Status>([
    ...options.approve.map((name): [string, Status] => [name, 'success']),
    ...options.fail.map((name): [string, Status] => [name, 'failed']),
    ...options.cancel.map((name): [string, Status] => [name, 'canceled']),
  ])
  if (decisions.size === 0) return {}
  const names = new Set(found.workflows.flatMap(({ jobs }) => jobs.map(({ entry }) => entry.name)))
  for (const name of decisions.keys())
    if (!names.has(name)) throw new UsageError(`no workflow that starts has a job "${name}"`)
  return { outcomes: new Map(found.workflows.flatMap(one => [...simulate(one, decisions)])) }
}

/** The values that each kind of trigger sets (S20.1). */
const triggerValues: Readonly<Record<Trigger, Readonly<Record<string, Value>>>> = {
  push: { 'pipeline.event.name': 'push', 'pipeline.event.action': 'push', 'pipeline.trigger_source': 'webhook' },
  pull_request: { 'pipeline.event.name': 'pull_request', 'pipeline.trigger_source': 'webhook' },
  api: { 'pipeline.event.name': 'api', 'pipeline.trigger_source': 'api', 'pipeline.trigger.type': 'api' },
  schedule: {
    'pipeline.event.name': 'schedule',
    'pipeline.trigger_source': 'scheduled_pipeline',
    'pipeline.trigger.type': 'schedule',
  },
  webhook: {
    'pipeline.event.name': 'custom_webhook',
    'pipeline.trigger_source': 'webhook',
    'pipeline.trigger.type': 'webhook',
  },
}

const triggers = Object.keys(triggerValues)

function trigger(text: string): Trigger {
  const known = Object.keys(triggerValues).find((name): name is Trigger => name === text)
  if (known) return known
  throw new InvalidArgumentError(`it is one of ${triggers.join(', ')}.`)
}

function format(text: string): PlanFormat {
  const known = planFormats.find(name => name === text)
  if (known) return known
  throw new InvalidArgumentError(`it is one of ${planFormats.join(', ')}.`)
}

function append(text: string, before: readonly string[]): readonly string[] {
  return [...before, text]
}
