import { execFileSync, spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** Runs a program and gives what it printed; throws with what it complained of. */
export function sh(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

/** A program that stays until it is told to stop. */
export interface Daemon {
  readonly pid: number
  readonly stop: () => Promise<void>
}

/** Starts a program in the background; its output goes to a file. */
export function startDaemon(log: string, program: string, ...args: readonly string[]): Daemon {
  const out = openSync(log, 'a')
  const child = spawn(program, args, { stdio: ['ignore', out, out] })
  const ended = new Promise<void>(resolve => void child.once('exit', () => resolve()))
  return {
    pid: child.pid!,
    async stop() {
      child.kill('SIGTERM')
      await Promise.race([ended, sleep(15_000, undefined, { ref: false })])
      child.kill('SIGKILL')
      await ended
    },
  }
}

/** Waits until something holds, for a bounded time. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, seconds = 30): Promise<void> {
  const end = performance.now() + seconds * 1000
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited ${seconds} s in vain: ${what}`)
    await sleep(50)
  }
}

/** Whether a program runs without complaint. */
export function works(program: string, ...args: readonly string[]): boolean {
  try {
    sh(program, ...args)
    return true
  } catch {
    return false
  }
}
