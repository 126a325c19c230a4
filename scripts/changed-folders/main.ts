import { writeFile } from 'node:fs/promises'
import { Command, CommanderError } from 'commander'
import { changedParameter } from '../../config-src/model/continuation.ts'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'
import type { Io } from '../io.ts'
import { root } from '../root.ts'
import { type Changes, changesSince, isPipeline, parametersFor } from './changed.ts'

const help = `
When nobody can tell what changed, everything counts as changed: on the first build of a branch, after a
force-push, in a shallow clone, and when the pipeline itself changed.

Example:
  npm run changed-folders -- --base 1a2b3c4 --output /tmp/parameters.json

Exit codes:
  0  done
  2  wrong usage
  3  the output cannot be written`

/** `npm run changed-folders`: says which folders changed since the last push, as parameters of the continuation. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const command = new Command('npm run changed-folders --')
    .description('Find out which folders changed since a revision, as pipeline parameters.')
    .option('--base <revision>', 'the revision to compare to; empty when there is none', '')
    .option('--output <file>', 'where the parameters go, as JSON; standard output when missing')
    .allowExcessArguments(false)
    .addHelpText('after', help)
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colour })
    .exitOverride()
  try {
    command.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  const { base, output } = command.opts<{ base: string; output?: string }>()
  const watched = puppetplays.images.map(image => ({ folder: image.folder, parameter: changedParameter(image) }))
  const changes = await changesSince(base.trim(), root)
  const parameters = parametersFor(changes, watched)
  const json = `${JSON.stringify(parameters, null, 2)}\n`
  if (output === undefined) {
    io.out(json)
    return 0
  }
  try {
    await writeFile(output, json)
  } catch (error) {
    io.err(`changed-folders: cannot write "${output}": ${(error as Error).message}\n`)
    return 3
  }
  io.out(
    `${reasonFor(changes)}\n${watched.map(({ folder, parameter }) => `${parameter}=${parameters[parameter]}  (${folder}/)`).join('\n')}\n`,
  )
  return 0
}

function reasonFor(changes: Changes): string {
  if (!changes.known) return `everything counts as changed: ${changes.why}`
  const cause = changes.files.find(isPipeline)
  if (cause) return `everything counts as changed: "${cause}" is part of the pipeline itself`
  return changes.files.length === 1 ? '1 file changed' : `${changes.files.length} files changed`
}
