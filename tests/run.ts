import { execa } from 'execa'
import { root } from '../scripts/root.ts'

/** How a program ended; `output` is what a terminal would have shown. */
export interface Ended {
  readonly exitCode: number | undefined
  readonly output: string
}

/** Runs a program on a text at its standard input. */
export async function runWithInput(program: string, args: readonly string[], input: string): Promise<Ended> {
  const { exitCode, all } = await execa(program, args, { input, cwd: root, all: true, reject: false })
  return { exitCode, output: all }
}

/** Runs a script of this repository, or of a copy of it, as npm would. */
export async function runScript(
  script: string,
  args: readonly string[],
  {
    folder = root,
    cwd = folder,
    env = {},
  }: { folder?: string; cwd?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const tsx = import.meta.resolve('tsx')
  const { exitCode, all } = await execa('node', ['--import', tsx, `${folder}/scripts/${script}`, ...args], {
    cwd,
    env,
    all: true,
    reject: false,
  })
  return { exitCode, output: all }
}
