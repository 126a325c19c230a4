import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { InvalidArgumentError } from 'commander'
import { compile } from '../../config-src/compiler/compile.ts'
import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { idsOf } from '../../config-src/compiler/rules/explain.ts'
import type { Checking } from '../../config-src/compiler/rules/run.ts'
import { readSettings } from '../../config-src/compiler/rules/settings.ts'
import type { Io } from '../io.ts'
import { exit } from './exit.ts'
import { defaultFile, readText } from './input.ts'
import type { Run } from './main.ts'
import { textOf } from './print.ts'
import { addCompilerOptions, type CommonOptions, settingsOf } from './settings.ts'

/** Where a project says what it thinks of the rules. */
const settingsFile = 'circlec.yml'

interface CheckOptions extends Omit<CommonOptions, 'param' | 'value'> {
  readonly format: string
  readonly maxWarnings?: number
  readonly pedantic?: boolean
  readonly settings?: string
}

const examples = `
Examples:
  npm run circlec -- check
  npm run circlec -- check .circleci/config.yml generated/config.yml
  cat config.yml | npm run circlec -- check -
  npm run -s circlec -- check --format json > report.json
  npm run circlec -- check --max-warnings 0`

/** Defines `circlec check`. */
export function define(command: Command, run: Run): void {
  addCompilerOptions(command)
    .description('Find what CircleCI would refuse in a config, and what it would not do as meant.')
    .argument('[files...]', `configs, - for standard input (default: ${defaultFile})`)
    .option('--format <format>', 'text or json', format, 'text')
    .option('--pedantic', 'also report what is a matter of taste')
    .option('--settings <file>', `what the project thinks of the rules (default: ${settingsFile}, where there is one)`)
    .option('--max-warnings <n>', 'exit 1 when there are more warnings than this', count)
    .addHelpText('after', examples)
    .action((files: string[], options: CheckOptions) => run(io => checkFiles(files, options, io)))
}

async function checkFiles(named: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const settings = await settingsOf(options)
  const files = named.length > 0 ? [...new Set(named)] : [defaultFile]
  const found: Diagnostic[] = []
  const rules = await rulesFor(options, found)
  for (const file of files) {
    for (const one of compile(await readText(file), { ...settings, file, rules }).diagnostics) found.push(one)
  }
  io.out(await formatted(found, files, { name: options.format, io }))
  const errors = found.filter(({ severity }) => severity === 'error').length
  const warnings = found.filter(({ severity }) => severity === 'warning').length
  const tooMany = options.maxWarnings !== undefined && warnings > options.maxWarnings
  if (tooMany && errors === 0)
    io.err(`circlec: ${warnings} warnings are more than the ${options.maxWarnings} allowed\n`)
  return errors > 0 || tooMany ? exit.problems : exit.clean
}

/** The rules and the settings of the project; what is wrong with those is reported too. */
async function rulesFor({ pedantic, settings: file }: CheckOptions, found: Diagnostic[]): Promise<Checking> {
  const { rules } = await import('../../config-src/compiler/rules/list.ts')
  const known = idsOf(rules)
  const level = pedantic ? 'pedantic' : 'default'
  const text = file !== undefined || existsSync(settingsFile) ? await readText(file ?? settingsFile) : ''
  if (text === '') return { rules, known, level }
  const source = { file: file ?? settingsFile, text }
  return { rules, known, level, settings: readSettings(source, known, diagnostic => found.push(diagnostic)) }
}

async function formatted(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
  { name, io }: { name: string; io: Io },
): Promise<string> {
  if (name === 'json') return (await import('../../config-src/compiler/output/json.ts')).formatJson(diagnostics, files)
  return textOf(diagnostics, files.length, io)
}

function format(text: string): string {
  if (text === 'text' || text === 'json') return text
  throw new InvalidArgumentError('it is text or json.')
}

function count(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new InvalidArgumentError('it is a whole number.')
}
