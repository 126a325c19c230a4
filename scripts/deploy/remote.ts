import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, partsOf } from './commands.ts'

/** The text of the scripts of a command, as the server gets it: without the comments, which are for readers here. */
export function scriptOf(command: Command): string {
  const texts = partsOf(command).map(part => readFileSync(join(import.meta.dirname, 'remote', `${part}.sh`), 'utf8'))
  return texts.join('').replaceAll(/^ *#.*\n/gm, '')
}
