import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Command } from 'commander'
import { type ExpandedText, expand } from '../../config-src/compiler/compile.ts'
import type { Source } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { lineTable, positionAt } from '../../config-src/compiler/diagnostics/position.ts'
import type { Io } from '../io.ts'
import { exit, UsageError } from './exit.ts'
import { defaultFile, readText, reasonOf } from './input.ts'
import type { Run } from './main.ts'
import { textOf } from './print.ts'
import { addCompilerOptions, addValueOptions, type CommonOptions, settingsOf } from './settings.ts'

interface ExpandOptions extends CommonOptions {
  readonly trailer?: boolean
  readonly sourceMap?: string
  readonly pruneFiltered?: boolean
  readonly compatCli?: boolean
}

const examples = `
Examples:
  npm run -s circlec -- expand .circleci/config.yml --branch main
  npm run -s circlec -- expand config.yml --param deploy=true --value pipeline.number=7
  npm run -s circlec -- expand config.yml --orb circleci/node@5.2.0=node.yml --compiler legacy

On errors nothing is printed on standard output, the complaints go to standard error, and the exit code is 1.`

/** Defines `circlec expand`. */
export function define(command: Command, run: Run): void {
  addValueOptions(addCompilerOptions(command))
    .description('Print a config as `circleci config process` does: the same keys, order and quoting, byte for byte.')
    .argument('[file]', 'the config, or - for standard input', defaultFile)
    .option('--trailer', 'also print the source behind "# ", as the server does for small configs')
    .option(
      '--prune-filtered',
      'leave out jobs whose filter does not match the branch or tag, as the server did in 2023',
    )
    .option(
      '--compat-cli',
      "set the pipeline values that CircleCI's own command line makes up: number 1, the branch of this checkout, empty texts …",
    )
    .option('--source-map <file>', 'write JSON that leads from each line of the output to file:line:column')
    .addHelpText('after', examples)
    .action((file: string, options: ExpandOptions) => run(io => expandFile(file, options, io)))
}

async function expandFile(file: string, options: ExpandOptions, io: Io): Promise<number> {
  const { values, ...settings } = await settingsOf(options)
  const assumed = options.compatCli ? await (await import('./compat-values.ts')).commandLineValues() : {}
  const text = await readText(file)
  const result = expand(text, {
    ...settings,
    file,
    values: { ...assumed, ...values },
    parameterTexts: options.param ?? {},
    trailer: options.trailer ?? false,
    pruneFiltered: options.pruneFiltered ?? false,
  })
  const shown =
    result.text === undefined ? result.diagnostics : result.diagnostics.filter(({ severity }) => severity !== 'info')
  if (shown.length > 0) io.err(await textOf(shown, 1, io))
  if (result.text === undefined) return exit.problems
  if (options.sourceMap !== undefined) await writeSourceMap(options.sourceMap, result)
  io.out(result.text)
  return exit.clean
}

async function writeSourceMap(to: string, { lines }: ExpandedText): Promise<void> {
  const tables = new Map<Source, readonly number[]>()
  const places = lines.map(span => {
    if (!span) return null
    const table = tables.get(span.source) ?? lineTable(span.source.text)
    tables.set(span.source, table)
    const { line, column } = positionAt(table, span.start)
    return `${span.source.file}:${line}:${column}`
  })
  try {
    await writeFile(to, `${JSON.stringify({ version: 1, lines: places }, null, 1)}\n`)
  } catch (error) {
    throw new UsageError(`cannot write the source map ${relative('', to)}: ${reasonOf(error)}`)
  }
}
