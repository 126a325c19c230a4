import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { beatEvery, type Command, type Connection, openingArgs, remoteLine, sharingArgs } from './commands.ts'
import { exitCodes, Refusal } from './exit-codes.ts'
import { hostKeyComplaint } from './host-keys.ts'
import { scriptOf } from './remote.ts'

/** One line of an answer: its kind, then its fields. */
export type Line = readonly string[]

/** How a remote command ended, and all that it said. */
export interface Answer {
  readonly code: number
  readonly lines: readonly Line[]
  readonly stderr: string
}

/** What a remote command gets, and who listens while it runs. */
export interface Running {
  readonly input?: string
  readonly listen?: (line: Line) => void
  readonly signal?: AbortSignal
}

/** A server, over its one connection. */
export interface Server {
  readonly host: string
  /** Runs a script and waits. Rejects with a refusal when the connection is lost. */
  readonly run: (command: Command, running?: Running) => Promise<Answer>
  /** Says a word to the guard, the command that the connection was opened with; after `lock`, also that we are there. */
  readonly tell: (word: string) => void
  /** The next line of the guard of one of these kinds; undefined when it has ended. */
  readonly hear: (kinds: readonly string[]) => Promise<Line | undefined>
  /** Hangs up, without waiting for what the guard may still be waiting for. */
  readonly drop: () => Promise<Answer>
  /** Ends the guard's input, and waits until it and the connection have ended. */
  readonly close: () => Promise<Answer>
}

/** What opening a connection needs. */
export interface Opening {
  readonly connection: Connection
  readonly guard: Command
  /** The lines of the file of host keys, to name them when they do not fit. */
  readonly knownHosts?: string
  /** Without the secrets. */
  readonly env: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

const tries = 3

/** Opens the connection to a server; three tries, none of them after a refusal that will not change. */
export async function connect(opening: Opening): Promise<Server> {
  const { host } = opening.connection
  for (let attempt = 1; ; attempt++) {
    const server = open(opening)
    if (await server.hear(['ready'])) return server
    const { stderr } = await server.close()
    const complaint = hostKeyComplaint(host, stderr, opening.knownHosts)
    if (complaint)
      throw new Refusal(exitCodes.refused, complaint, 'compare them on the server itself; never accept one unseen')
    const reason = reasonIn(stderr)
    opening.signal.throwIfAborted()
    if (attempt === tries || /Permission denied/.test(reason))
      throw new Refusal(exitCodes.connectionLost, `no connection to ${host}: ${reason} (${attempt} of ${tries} tries)`)
    await sleep(attempt * 1000, undefined, { signal: opening.signal })
  }
}

/** What ssh itself complained of: the last line that is no debugging. */
function reasonIn(stderr: string): string {
  const lines = stderr
    .split('\n')
    .filter(line => line.trim() !== '' && !/^(debug\d|OpenSSH_|Authenticated to)/.test(line))
  return lines.at(-1)?.trim() ?? 'ssh gave no reason'
}

function open({ connection, guard, env }: Opening): Server {
  const started = spawn(openingArgs(connection, remoteLine(guard, scriptOf(guard))), { env })
  const heard: Line[] = []
  const waiting: (() => void)[] = []
  let ended: Answer | undefined
  const wake = () => waiting.splice(0).forEach(resolve => void resolve())
  started.onLine(line => {
    heard.push(line)
    wake()
  })
  const end = started.answer.then(answer => {
    ended = answer
    wake()
    return answer
  })
  const lost = () => new Refusal(exitCodes.connectionLost, `the connection to ${connection.host} was lost`)
  return {
    host: connection.host,
    async run(command, running = {}) {
      if (ended) throw lost()
      const child = spawn(sharingArgs(connection, remoteLine(command, scriptOf(command))), {
        env,
        input: '',
        ...running,
      })
      const answer = await child.answer
      running.signal?.throwIfAborted()
      if (answer.code === 255) throw lost()
      return answer
    },
    tell(word) {
      started.write(`${word}\n`)
      if (!word.startsWith('lock')) return
      const beating = setInterval(() => started.write('beat\n'), beatEvery * 1000)
      void end.then(() => clearInterval(beating))
    },
    async hear(kinds) {
      for (;;) {
        const index = heard.findIndex(([kind]) => kinds.includes(kind ?? ''))
        if (index >= 0) return heard.splice(index, 1)[0]
        if (ended) return undefined
        await new Promise<void>(resolve => void waiting.push(resolve))
      }
    },
    close() {
      started.end()
      return end
    },
    drop() {
      started.kill()
      return end
    },
  }
}

interface Spawned {
  readonly onLine: (listen: (line: Line) => void) => void
  readonly answer: Promise<Answer>
  readonly write: (text: string) => void
  readonly end: () => void
  readonly kill: () => void
}

/** Starts ssh in a process group of its own: Ctrl-C is for us, and we still need the connection to clean up. */
function spawn(args: readonly string[], { env, input, listen, signal }: Running & Pick<Opening, 'env'>): Spawned {
  const child = execa('ssh', args, {
    env,
    extendEnv: false,
    reject: false,
    detached: true,
    stdin: 'pipe',
    buffer: { stdout: false, stderr: true },
    ...(signal ? { cancelSignal: signal } : {}),
  })
  const lines: Line[] = []
  const listeners = listen ? [listen] : []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', text => {
    const line = text.split('\t')
    lines.push(line)
    for (const told of listeners) told(line)
  })
  const read = new Promise<void>(resolve => void reader.once('close', resolve))
  // A server that went away does not read; that it went is said by the exit code.
  child.stdin.on('error', () => {})
  if (input !== undefined) child.stdin.end(input)
  return {
    onLine: told => void listeners.push(told),
    answer: Promise.all([child, read]).then(([{ exitCode, stderr }]) => ({
      code: exitCode ?? 255,
      lines,
      stderr: stderr ?? '',
    })),
    write: text => void child.stdin.write(text),
    end: () => void child.stdin.end(),
    kill: () => void child.kill('SIGTERM'),
  }
}
