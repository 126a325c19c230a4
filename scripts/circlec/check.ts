import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { compile, type Options } from '../../config-src/compiler/compile.ts'
import { collect } from '../../config-src/compiler/diagnostics/collect.ts'
import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { idsOf } from '../../config-src/compiler/rules/explain.ts'
import type { Checking } from '../../config-src/compiler/rules/run.ts'
import { defaultSettings, readSettings } from '../../config-src/compiler/rules/settings.ts'
import type { Io } from '../io.ts'
import { exit, UsageError } from './exit.ts'
import { type Format, formats, formatted } from './format.ts'
import { defaultFile, readText } from './input.ts'
import type { Run } from './main.ts'
import { addCompilerOptions, type CommonOptions, settingsOf } from './settings.ts'
import { statusOf } from './status.ts'

/** Where a project says what it thinks of the rules. */
const settingsFile = 'circlec.yml'

interface CheckOptions extends Omit<CommonOptions, 'param' | 'value'> {
  readonly format: Format
  readonly maxWarnings?: number
  readonly pedantic?: boolean
  readonly settings?: string
  readonly fix?: 'safe' | 'unsafe'
  readonly dryRun?: boolean
  readonly shellcheck?: boolean
}

const examples = `
Examples:
  npm run circlec -- check
  npm run circlec -- check .circleci/config.yml generated/config.yml
  cat config.yml | npm run circlec -- check -
  npm run -s circlec -- check --format json > report.json
  npm run circlec -- check --max-warnings 0
  npm run circlec -- check --fix --dry-run
  npm run circlec -- check --pedantic --shellcheck --format sarif > report.sarif`

/** Defines `circlec check`. */
export function define(command: Command, run: Run): void {
  addCompilerOptions(command)
    .description('Find what CircleCI would refuse in a config, and what it would not do as meant.')
    .argument('[files...]', `configs, - for standard input (default: ${defaultFile})`)
    .option('--format <format>', formats.join(', '), format, 'text')
    .option('--pedantic', 'also report what is a matter of taste')
    .option('--settings <file>', `what the project thinks of the rules (default: ${settingsFile}, where there is one)`)
    .option('--fix [kind]', 'repair what is certain; --fix=unsafe also what changes the meaning', safety)
    .option('--dry-run', 'with --fix: only show what would change')
    .option('--shellcheck', 'also ask shellcheck about the scripts, where it is installed')
    .option('--max-warnings <n>', 'exit 1 when there are more warnings than this', count)
    .addHelpText('after', examples)
    .action((files: string[], options: CheckOptions) => run(io => checkFiles(files, options, io)))
}

async function checkFiles(named: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  if (options.dryRun && !options.fix) throw new UsageError('--dry-run shows what --fix would change: give both')
  const settings = await settingsOf(options)
  const files = named.length > 0 ? [...new Set(named)] : [defaultFile]
  const found: Diagnostic[] = []
  const rules = await rulesFor(options, found)
  // What --fix changes is printed file by file.
  const status = statusOf(files.length, options.fix ? {} : io)
  try {
    for (const [at, file] of files.entries()) {
      const text = await readText(file)
      status.begin(file, text.length, at)
      const others = options.shellcheck ? await shellFindings(text, { ...settings, file }) : []
      const check = (now: string) => compile(now, { ...settings, file, rules: { ...rules, others } }).diagnostics
      for (const one of options.fix ? await fixed(file, { text, check, options, io }) : check(text)) found.push(one)
    }
  } finally {
    status.end()
  }
  if (!options.dryRun) io.out(await formatted(found, files, { format: options.format, io }))
  const errors = found.filter(({ severity }) => severity === 'error').length
  const warnings = found.filter(({ severity }) => severity === 'warning').length
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings
  if (tooMany && errors === 0)
    io.err(`circlec: ${warnings} warnings are more than the ${options.maxWarnings} allowed\n`)
  return errors > 0 || tooMany ? exit.problems : exit.clean
}

async function fixed(
  file: string,
  { options, ...rest }: { text: string; check: (text: string) => readonly Diagnostic[]; options: CheckOptions; io: Io },
): Promise<readonly Diagnostic[]> {
  const { fixFile } = await import('./fix.ts')
  const kinds = options.fix === 'unsafe' ? (['safe', 'unsafe'] as const) : (['safe'] as const)
  return fixFile(file, { ...rest, fixing: { kinds, dryRun: options.dryRun ?? false } })
}

/** What shellcheck says of the scripts of a config; nothing where the config cannot be read. */
async function shellFindings(text: string, options: Options): Promise<readonly Diagnostic[]> {
  const { document, config, expanded, profile } = compile(text, options)
  if (!document || !config || !expanded) return []
  const { factsOf } = await import('../../config-src/compiler/rules/facts.ts')
  const { shellcheck } = await import('./shellcheck.ts')
  const orbs = options.orbs ?? new Map()
  return shellcheck(factsOf({ document, config, expanded, profile, orbs, settings: defaultSettings }).scripts())
}

/** The rules and the settings of the project; what is wrong with those is reported too. */
async function rulesFor({ pedantic, settings: file }: CheckOptions, found: Diagnostic[]): Promise<Checking> {
  const { rules } = await import('../../config-src/compiler/rules/list.ts')
  const known = idsOf(rules)
  const level = pedantic ? 'pedantic' : 'default'
  const text = file !== undefined || existsSync(settingsFile) ? await readText(file ?? settingsFile) : ''
  if (text === '') return { rules, known, level }
  const complaints = collect()
  const settings = readSettings({ file: file ?? settingsFile, text }, known, complaints.report)
  found.push(...complaints.sorted())
  return { rules, known, level, settings }
}

function format(text: string): Format {
  const found = formats.find(known => known === text)
  if (found) return found
  throw new InvalidArgumentError(`it is one of ${formats.join(', ')}.`)
}

function safety(text: string): 'safe' | 'unsafe' {
  if (text === 'safe' || text === 'unsafe') return text
  throw new InvalidArgumentError('it is --fix or --fix=unsafe.')
}

function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it is a whole number.')
}
