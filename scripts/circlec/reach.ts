import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { type Assertion, checkAssertion, namePattern, type Verdict } from '../../config-src/compiler/4-plan/assert.ts'
import { readPolicy } from '../../config-src/compiler/4-plan/policy.ts'
import { type JobReach, type Reach, reach } from '../../config-src/compiler/4-plan/reach.ts'
import { vocabularyOf } from '../../config-src/compiler/4-plan/vocabulary.ts'
import type { Words } from '../../config-src/compiler/5-render/reach/words.ts'
import { type Compiled, compile } from '../../config-src/compiler/compile.ts'
import { collect } from '../../config-src/compiler/diagnostics/collect.ts'
import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import type { Io } from '../io.ts'
import { exit, UsageError } from './exit.ts'
import { defaultFile, readText } from './input.ts'
import type { Run } from './main.ts'
import { placeIn } from './place.ts'
import { textOf } from './print.ts'
import { addCompilerOptions, type CommonOptions, pair, settingsOf } from './settings.ts'

/** Where a project says what must be true of its jobs. */
const policyFile = 'circlec.policy.yml'

interface ReachOptions extends CommonOptions {
  readonly onlyBranches: readonly Assertion[]
  /** What `--no-tags` says: commander takes its name for a negation. */
  readonly tags: readonly Assertion[]
  readonly needsApproval: readonly Assertion[]
  readonly requires: readonly Assertion[]
  readonly policy?: string
  readonly format: 'text' | 'json'
}

const examples = `
Examples:
  npm run circlec -- reach
  npm run circlec -- reach generated/config.yml deploy-staging
  npm run circlec -- reach --only-branches 'deploy-*=master' --no-tags 'deploy-*' --needs-approval 'deploy-*'
  npm run circlec -- reach --requires 'deploy-*=publish-*' --param deploy=true

An assertion that is not true ends with exit code 1 and a branch or a tag that shows it. In ${policyFile}:
  jobs:
    deploy-*:
      only-branches: [develop, master]
      no-tags: true
      needs-approval: true
      requires: publish-*`

/** Defines `circlec reach`. */
export function define(command: Command, run: Run): void {
  addCompilerOptions(command)
    .description(
      'Prove which branches and which tags can make each job run. Parameters and values may be anything, unless given.',
    )
    .argument('[file]', 'the config, or - for standard input', defaultFile)
    .argument('[jobs...]', 'only these jobs; * stands for anything')
    .option('--param <name=value>', 'a pipeline parameter that is fixed (repeat)', pair)
    .option('--value <pipeline.x=value>', 'any other pipeline value that is fixed (repeat)', pair)
    .option(
      '--only-branches <jobs=names>',
      'these jobs run on these branches only: names or /patterns/, joined by commas',
      named,
      [],
    )
    .option('--no-tags <jobs>', 'these jobs run on no tag', plain('no-tags'), [])
    .option('--needs-approval <jobs>', 'these jobs never run without an approval', plain('needs-approval'), [])
    .option('--requires <jobs=jobs>', 'the first never run unless one of the second has succeeded', needing, [])
    .option('--policy <file>', `a file of such assertions (default: ${policyFile}, where there is one)`)
    .option('--format <format>', 'text or json', format, 'text')
    .addHelpText('after', examples)
    .action((file: string, jobs: string[], options: ReachOptions) => run(io => reachFile({ file, jobs, options, io })))
}

interface Asked {
  readonly file: string
  readonly jobs: readonly string[]
  readonly options: ReachOptions
  readonly io: Io
}

async function reachFile({ file, jobs, options, io }: Asked): Promise<number> {
  const settings = await settingsOf(options)
  const parameterTexts = options.param ?? {}
  const compiled = compile(await readText(file), { ...settings, file, parameterTexts, lint: false, keepAll: true })
  const complaints: Diagnostic[] = compiled.diagnostics.filter(({ severity }) => severity === 'error')
  const assertions = [...assertionsOf(options), ...(await policyOf(options, complaints))]
  if (complaints.length > 0 || !compiled.expanded || !compiled.document) {
    io.err(await textOf(complaints, 1, io))
    return exit.problems
  }
  const found = reach({
    expanded: compiled.expanded,
    profile: compiled.profile,
    fixed: fixedOf(compiled, parameterTexts, settings.values),
  })
  const { hints, preferred } = vocabularyOf(found, compiled.profile)
  const verdicts = assertions.flatMap(one => checkAssertion(found, one, { preferred, profile: compiled.profile }))
  const words: Words = { reach: found, hints, place: placeIn(compiled.document.source), said: new Map() }
  io.out(await printed({ jobs: chosen(found, jobs), verdicts, words }, options, io))
  return verdicts.every(({ holds }) => holds === 'proven') ? exit.clean : exit.problems
}

interface Printed {
  readonly jobs: readonly JobReach[]
  readonly verdicts: readonly Verdict[]
  readonly words: Words
}

async function printed({ jobs, verdicts, words }: Printed, { format: form }: ReachOptions, io: Io): Promise<string> {
  if (form === 'json') {
    return (await import('../../config-src/compiler/5-render/reach/json.ts')).reachJson(jobs, verdicts, words)
  }
  const { reachText, verdictsText } = await import('../../config-src/compiler/5-render/reach/text.ts')
  const paint = io.colour ? (await import('./paint.ts')).paint : undefined
  // Who asserts something wants to hear of that; the jobs are for who asks nothing else.
  return verdicts.length > 0
    ? verdictsText(verdicts, words)
    : reachText(jobs, words, paint ? { strong: paint.place } : {})
}

/** What the command line fixes, by full name; parameters with the type of their declaration. */
function fixedOf(
  { expanded }: Compiled,
  parameters: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string | number | boolean | null>> = {},
): Map<string, string | number | boolean | undefined> {
  const fixed = new Map<string, string | number | boolean | undefined>()
  for (const [name, value] of Object.entries(values)) fixed.set(name, value ?? undefined)
  for (const [name, text] of Object.entries(parameters)) {
    const type = expanded?.config.parameters.get(name)?.type
    fixed.set(
      `pipeline.parameters.${name}`,
      type === 'boolean' ? text === 'true' : type === 'integer' ? Number(text) : text,
    )
  }
  return fixed
}

function chosen(found: Reach, names: readonly string[]): readonly JobReach[] {
  if (names.length === 0) return found.jobs
  const tests = names.map(namePattern)
  const jobs = found.jobs.filter(({ entry }) => tests.some(fits => fits(entry.name)))
  if (jobs.length > 0) return jobs
  const known = [...new Set(found.jobs.map(({ entry }) => entry.name))]
  throw new UsageError(`no workflow has a job "${names.join('", "')}"; there are: ${known.join(', ')}`)
}

function assertionsOf({ onlyBranches, tags, needsApproval, requires }: ReachOptions): readonly Assertion[] {
  return [...onlyBranches, ...(Array.isArray(tags) ? tags : []), ...needsApproval, ...requires]
}

async function policyOf({ policy }: ReachOptions, complaints: Diagnostic[]): Promise<readonly Assertion[]> {
  if (policy === undefined && !existsSync(policyFile)) return []
  const file = policy ?? policyFile
  const own = collect()
  const assertions = readPolicy({ file, text: await readText(file) }, own.report)
  complaints.push(...own.sorted().filter(({ severity }) => severity === 'error'))
  return assertions
}

function named(text: string, before: readonly Assertion[]): readonly Assertion[] {
  const [jobs, names] = halves(text)
  return [...before, { is: 'only-branches', jobs, names: names.split(',') }]
}

function needing(text: string, before: readonly Assertion[]): readonly Assertion[] {
  const [jobs, needs] = halves(text)
  return [...before, { is: 'requires', jobs, needs }]
}

function halves(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at < 1 || at === text.length - 1) throw new InvalidArgumentError('it must be jobs=names.')
  return [text.slice(0, at), text.slice(at + 1)]
}

function plain(is: 'no-tags' | 'needs-approval'): (text: string, before: unknown) => readonly Assertion[] {
  return (jobs, before) => [...(Array.isArray(before) ? before : []), { is, jobs }]
}

function format(text: string): 'text' | 'json' {
  if (text === 'text' || text === 'json') return text
  throw new InvalidArgumentError('it is text or json.')
}
