import { clearLine, cursorTo } from 'node:readline'

/** What a command may know of the world besides its arguments, so that a test can stand in for a terminal. */
export interface Io {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether `out` is a terminal that shows colours and nobody asked for none. */
  readonly colour: boolean
  /** Shows a line in place of the last such line, on a terminal; an empty one takes it away. Elsewhere nothing is shown. */
  readonly status?: (line: string) => void
}

/** A command line program: arguments in, exit code out. */
export type Main = (argv: readonly string[], io: Io) => Promise<number>

/** Runs a command as this process. A reader that went away (`| head`) is not an error. */
export async function runAsProcess(main: Main): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
    })
  }
  const { env } = process
  process.exitCode = await main(process.argv.slice(2), {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    env,
    colour: wantsColour(env, process.stdout.isTTY === true),
    ...(process.stderr.isTTY && env.TERM !== 'dumb' ? { status: showStatus } : {}),
  })
}

function showStatus(line: string): void {
  cursorTo(process.stderr, 0)
  clearLine(process.stderr, 1)
  process.stderr.write(line.slice(0, process.stderr.columns - 1))
}

/** NO_COLOR (no-color.org) beats FORCE_COLOR, which beats what the stream is. */
function wantsColour(env: Io['env'], isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0'
  return isTerminal && env.TERM !== 'dumb'
}
