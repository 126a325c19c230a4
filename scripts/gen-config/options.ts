import { Command, CommanderError } from 'commander'
import type { Io } from '../io.ts'

const examples = `
Examples:
  npm run gen-config               write .circleci/config.yml and generated/
  npm run gen-config -- --check    write nothing; show what is not current

Exit codes:
  0  done, or everything is current
  1  --check: something is not current; else: the records hold a mistake
  2  wrong usage
  3  a failure of ours, or of the disk`

/** Reads the arguments: the options, or the exit code when there is nothing left to do. */
export function optionsOf(argv: readonly string[], io: Io): { readonly check: boolean } | number {
  const command = new Command('npm run gen-config --')
    .description('Write the CircleCI configuration and the compose files that follow from config-src/puppetplays/.')
    .option('--check', 'write nothing; exit 1 with a diff when a generated file is not current', false)
    .helpOption('-h, --help', 'show this help')
    .allowExcessArguments(false)
    .addHelpText('after', examples)
    .showHelpAfterError('see --help')
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colour })
    .exitOverride()
  try {
    command.parse(argv, { from: 'user' })
    return { check: command.opts<{ check: boolean }>().check }
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}
