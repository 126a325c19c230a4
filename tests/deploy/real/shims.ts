import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sh } from './process.ts'
import { site } from './site.ts'

/** Where a client finds an ssh that a test made; the real one follows. */
const clientShims = join(site.folder, 'client')

/** What happens to a deploy at a command: before it, while it runs, or after it. */
export interface Accident {
  /** The script: `pull`, `start`, … */
  readonly at: string
  readonly when: 'before' | 'during' | 'after'
  /** A line of sh; $DEPLOY is the process of the deploy. */
  readonly line: string
}

/** The environment of a deploy that an accident happens to. Its ssh is the real one, and waits for nothing else. */
export function accident({ at, when, line }: Accident): Record<string, string> {
  mkdirSync(clientShims, { recursive: true })
  const acts: Readonly<Record<Accident['when'], string>> = {
    // What comes after the command must not begin: the deploy is dead, or has to act on its signal.
    before: `${line}; exec sleep 20`,
    during: `(sleep 0.3; ${line}) > /dev/null 2>&1 < /dev/null & exec /usr/bin/ssh "$@"`,
    after: `/usr/bin/ssh "$@"; code=$?; ${line}; exit $code`,
  }
  const script = `#!/bin/sh\nDEPLOY=$PPID\ncase "$*" in *"deploy-${at} "*) ${acts[when]} ;; esac\nexec /usr/bin/ssh "$@"\n`
  writeFileSync(join(clientShims, 'ssh'), script, { mode: 0o755 })
  return { PATH: `${clientShims}:${process.env.PATH}` }
}

/** Cuts every connection to the ssh server, as a cable does. */
export const cut = `for id in $(pgrep -P $(cat ${site.sshPid}.${site.sshPort})); do pkill -KILL -P $id; kill -KILL $id; done`

/** Runs something while a program of the server is another one: a line of sh with the arguments in "$@". */
export async function withProgram<T>(name: string, line: string, run: () => Promise<T>): Promise<T> {
  const path = join(site.shims, name)
  writeFileSync(path, `#!/bin/sh\n${line}\nexec /usr/bin/${name} "$@"\n`, { mode: 0o755 })
  try {
    return await run()
  } finally {
    rmSync(path)
  }
}

/** Runs something while nobody listens on a port. */
export async function withoutPort<T>(port: number, run: () => Promise<T>): Promise<T> {
  const rule = ['INPUT', '-p', 'tcp', '--dport', `${port}`, '-j', 'REJECT', '--reject-with', 'tcp-reset']
  sh('iptables', '-I', ...rule)
  try {
    return await run()
  } finally {
    sh('iptables', '-D', ...rule)
  }
}

/** Runs something while a file system covers a folder. */
export async function withMount<T>(folder: string, options: string, run: () => Promise<T>): Promise<T> {
  sh('mount', '-t', 'tmpfs', '-o', options, 'tmpfs', folder)
  try {
    return await run()
  } finally {
    sh('umount', '--lazy', folder)
  }
}
