import { Command, CommanderError } from 'commander'
import type { Io } from '../io.ts'
import { exitCodes } from './exit-codes.ts'

const actions = ['deploy', 'status', 'releases', 'rollback', 'logs', 'unlock'] as const

/** What a user asks for. */
export interface Options {
  readonly environment: string
  readonly action: (typeof actions)[number]
  readonly service?: string
  readonly version?: string
  readonly to?: string
  readonly reason?: string
  readonly wait: number
  readonly backup: boolean
  readonly dryRun: boolean
  readonly json: boolean
}

/** Reads the command line; a number is the exit code of a line that asks for help or cannot be understood. */
export function optionsOf(argv: readonly string[], io: Io): Options | number {
  const program = new Command('npm run deploy --')
    .description('Brings a version to an environment over ssh, and goes back by itself when it is not healthy.')
    .argument('<environment>', 'the name of its record')
    .argument('[action]', `${actions.join(', ')}`, 'deploy')
    .argument('[service]', 'for logs: only this service')
    .option('--version <revision>', 'for deploy: the full git revision')
    .option('--to <release>', 'for rollback: a release or its number; without it, the last good one')
    .option('--reason <text>', 'for unlock: why, for the audit log')
    .option('--wait <seconds>', 'how long to wait for the lock', '0')
    .option('--no-backup', 'do not back up the database first')
    .option('--dry-run', 'print the commands in order, and change nothing', false)
    .option('--json', 'write events as JSON lines', false)
    .addHelpText('after', `\n${exitCodeHelp}`)
    .exitOverride()
    .configureOutput({ writeOut: io.out, writeErr: io.err })
  try {
    program.parse([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
    throw error
  }
  const [environment, action, service] = program.processedArgs as [string, Options['action'], string | undefined]
  const { wait, ...rest } = program.opts<
    Omit<Options, 'environment' | 'action' | 'service' | 'wait'> & { wait: string }
  >()
  const options = { ...rest, environment, action, ...(service === undefined ? {} : { service }), wait: Number(wait) }
  const complaint = complaintAbout(options)
  if (complaint === undefined) return options
  io.err(`deploy: ${complaint}\n`)
  return exitCodes.usage
}

const exitCodeHelp =
  'Exit codes: 0 done, 2 usage, 10 locked, 11 refused, 12 unhealthy and rolled back, 13 unhealthy and rollback failed too,\n' +
  '14 connection lost, 15 nothing to roll back to; a signal: 129, 130, 143.'

function complaintAbout({ action, version, to, reason, service, wait }: Options): string | undefined {
  if (!actions.includes(action)) return `unknown action "${action}": expected ${actions.join(', ')}`
  if (action === 'deploy' && version === undefined) return 'which version? expected --version <revision>'
  if (action !== 'deploy' && version !== undefined) return `--version is for deploy, not for ${action}`
  if (action !== 'rollback' && to !== undefined) return `--to is for rollback, not for ${action}`
  if (action === 'unlock' && !reason) return 'why? expected --reason "…", which the audit log keeps'
  if (action !== 'logs' && service !== undefined) return `"${service}" is one word too many: only logs takes a service`
  if (!Number.isInteger(wait) || wait < 0) return '--wait expects whole seconds'
  return undefined
}
