import { Mistake } from '../../config-src/model/mistake.ts'
import type { Io } from '../io.ts'
import { root } from '../root.ts'
import { artifactsOf } from './artifacts.ts'
import { type State, stateOf } from './disk.ts'
import { validate } from './validate.ts'
import { writeAll } from './write.ts'

/** Exit codes of gen-config. */
const exit = { done: 0, notCurrent: 1, usage: 2, failure: 3 } as const

/** `npm run gen-config`: writes what follows from the records, or checks (`--check`) that it is written. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const options = await readOptions(argv, io)
  if (typeof options === 'number') return options
  try {
    // The records check themselves when they are read: a mistake in them must end here, not in a stack trace.
    const { puppetplays } = await import('../../config-src/puppetplays/pipeline.ts')
    const artifacts = artifactsOf(puppetplays)
    const validated = validate(puppetplays, artifacts)
    if ('complaints' in validated) {
      io.err(`${validated.complaints.join('\n')}\nnothing was written\n`)
      return exit.notCurrent
    }
    const state = await stateOf(root, [...artifacts, validated.page])
    return options.check ? await check(state, io) : await write(state, io)
  } catch (error) {
    return fail(error, io)
  }
}

/** No arguments is the common case, and needs no library to understand. */
async function readOptions(argv: readonly string[], io: Io): Promise<{ readonly check: boolean } | number> {
  if (argv.length === 0) return { check: false }
  const { optionsOf } = await import('./options.ts')
  return optionsOf(argv, io)
}

async function check(state: State, io: Io): Promise<number> {
  if (state.stale.length === 0 && state.extra.length === 0) {
    io.out(`all ${state.current.length} generated files are current\n`)
    return exit.done
  }
  const { explain } = await import('./explain.ts')
  io.out(explain(state, io.colour))
  return exit.notCurrent
}

async function write(state: State, io: Io): Promise<number> {
  await writeAll(root, state)
  const lines = [
    ...state.stale.map(({ artifact }) => `wrote      ${artifact.path}`),
    ...state.current.map(({ path }) => `unchanged  ${path}`),
    ...state.extra.map(path => `removed    ${path} (nothing generates it)`),
  ]
  const counts = `${state.stale.length} written, ${state.current.length} unchanged, ${state.extra.length} removed`
  io.out(`${lines.join('\n')}\n${counts} in ${(performance.now() / 1000).toFixed(2)} s\n`)
  if (state.stale.some(({ before }) => before)) {
    const { behaviourOf } = await import('./behaviour.ts')
    io.out(behaviourOf(state.stale))
  }
  return exit.done
}

function fail(error: unknown, io: Io): number {
  if (error instanceof Mistake) {
    io.err(`gen-config: ${error.message}\nnothing was written\n`)
    return exit.notCurrent
  }
  const reason = error instanceof Error ? error.message : String(error)
  io.err(`gen-config: ${reason}\nevery file is as it was before\n`)
  if (io.env.DEBUG && error instanceof Error) io.err(`${error.stack}\n`)
  return exit.failure
}
