import { Command, CommanderError } from 'commander'
import type { Io, Main } from '../io.ts'
import { exit, UsageError } from './exit.ts'

/** One command: what it is called, how it is described, and what runs it. Its code is read only when it is used. */
interface Entry {
  readonly name: string
  readonly summary: string
  readonly load: () => Promise<{ readonly define: (command: Command, run: Run) => void }>
}

/** What a command calls with the function that does its work; the number is the exit code. */
export type Run = (work: (io: Io) => Promise<number>) => void

const entries: readonly Entry[] = [
  { name: 'check', summary: 'find what is wrong with a config', load: () => import('./check.ts') },
  { name: 'expand', summary: 'print a config as CircleCI compiles it', load: () => import('./expand.ts') },
  { name: 'explain', summary: 'say what a complaint means', load: () => import('./explain.ts') },
  {
    name: 'plan',
    summary: 'say what runs for a branch or a tag, and why the rest does not',
    load: () => import('./plan.ts'),
  },
  { name: 'diff', summary: 'say what a change of a config does', load: () => import('./diff.ts') },
  { name: 'reach', summary: 'prove which branches and tags can make each job run', load: () => import('./reach.ts') },
]

const examples = `
Examples:
  npm run circlec -- check                           check .circleci/config.yml
  npm run circlec -- check --format json config.yml
  npm run -s circlec -- expand config.yml --branch main > compiled.yml

Exit codes:
  0  clean, or warnings only
  1  errors in a config
  2  wrong usage
  3  a failure of ours`

/** `npm run circlec -- COMMAND`: everything that can be asked of a config. */
export const main: Main = async (argv, io) => {
  let work: ((io: Io) => Promise<number>) | undefined
  const program = new Command('circlec')
    .description('A compiler for CircleCI configuration: no network, no account.')
    .addHelpText('after', examples)
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colour })
    .exitOverride()
  try {
    for (const entry of entries) await addCommand(program, entry, { argv, io, run: found => (work = found) })
    await program.parseAsync(argv.map(closed), { from: 'user' })
    return work ? await work(io) : exit.usage
  } catch (error) {
    return explain(error, io)
  }
}

/** `--fix FILE` names a file: the word behind an option that may have a value would be taken for it. */
function closed(arg: string): string {
  return arg === '--fix' ? '--fix=safe' : arg
}

interface Adding {
  readonly argv: readonly string[]
  readonly io: Io
  readonly run: Run
}

async function addCommand(program: Command, { name, summary, load }: Entry, { argv, run }: Adding): Promise<void> {
  const command = program
    .command(name)
    .summary(summary)
    .exitOverride()
    .copyInheritedSettings(program)
    .showHelpAfterError(`see circlec ${name} --help`)
  const wanted = argv[0] === name || (argv[0] === 'help' && argv[1] === name)
  if (wanted) (await load()).define(command, run)
}

function explain(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.clean : exit.usage
  if (error instanceof UsageError) {
    io.err(`circlec: ${error.message}\n`)
    return exit.usage
  }
  const reason = error instanceof Error ? error.message : String(error)
  io.err(`circlec: this is a failure of ours, please report it: ${reason}\n`)
  if (io.env.DEBUG && error instanceof Error) io.err(`${error.stack}\n`)
  return exit.failure
}
