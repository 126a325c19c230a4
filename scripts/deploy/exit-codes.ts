/** What the exit code of a deploy says. A signal ends with 128 and its number: 129 SIGHUP, 130 SIGINT, 143 SIGTERM. */
export const exitCodes = {
  done: 0,
  usage: 2,
  locked: 10,
  refused: 11,
  rolledBack: 12,
  rollbackFailed: 13,
  connectionLost: 14,
  nothingToRollBackTo: 15,
} as const

/** The exit codes of a signal that ended a deploy. */
export const signalCodes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const

/** An end that is not the one hoped for: what to tell the user, and the exit code. */
export class Refusal extends Error {
  readonly code: number
  readonly help: string | undefined

  constructor(code: number, message: string, help?: string) {
    super(message)
    this.code = code
    this.help = help
  }
}
