import { execa } from 'execa'

/** How a program ended. Ending badly is an answer, not an exception. */
export interface Ended {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

/** Where a program runs, and what it finds there. */
export interface Surroundings {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** What it reads on its standard input. */
  readonly input?: string
}

/** Runs a program with exactly these arguments, without a shell, and waits. Rejects only when it cannot be started. */
export async function run(program: string, args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
  const { exitCode, stdout, stderr, ...ended } = await execa(program, args, { ...surroundings, reject: false })
  if (ended.failed && exitCode === undefined && !ended.isTerminated)
    throw new Error(`cannot run "${program}": ${ended.originalMessage ?? 'it did not start'}`)
  return { exitCode, stdout, stderr }
}
