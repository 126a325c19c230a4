import { join } from 'node:path'

/** The root of the repository, wherever a command was started. */
export const root = join(import.meta.dirname, '..')
