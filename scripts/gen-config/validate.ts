import { compile } from '../../config-src/compiler/compile.ts'
import { formatText } from '../../config-src/compiler/output/text.ts'
import type { Artifact } from './artifacts.ts'

/**
 * What is wrong with the files that are about to be written, as text for the user; nothing is written unless this is
 * empty. The configs are compiled as CircleCI compiles them, by the same front door that `circlec check` uses.
 */
export function complaintsAbout(artifacts: readonly Artifact[]): readonly string[] {
  return artifacts.filter(isConfig).flatMap(({ path, text }) => {
    const errors = compile(text, { file: path }).diagnostics.filter(({ severity }) => severity === 'error')
    return errors.length === 0 ? [] : [formatText(errors)]
  })
}

function isConfig({ path }: Artifact): boolean {
  return path.endsWith('config.yml')
}
