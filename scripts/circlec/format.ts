import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { aboutRule } from '../../config-src/compiler/rules/explain.ts'
import { rules } from '../../config-src/compiler/rules/list.ts'
import type { Io } from '../io.ts'
import { textOf } from './print.ts'

/** The forms in which complaints can be printed. */
export const formats = ['text', 'json', 'sarif', 'github', 'junit', 'markdown'] as const

/** One of them. */
export type Format = (typeof formats)[number]

/** Complaints in a form; the code that writes it is read only where it is needed. */
export async function formatted(
  diagnostics: readonly Diagnostic[],
  files: readonly string[],
  { format, io }: { format: Format; io: Io },
): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../../config-src/compiler/output/json.ts')).formatJson(diagnostics, files)
    case 'sarif':
      return (await import('../../config-src/compiler/output/sarif.ts')).formatSarif(diagnostics, id =>
        aboutRule(id, rules),
      )
    case 'github':
      return (await import('../../config-src/compiler/output/github.ts')).formatGithub(diagnostics)
    case 'junit':
      return (await import('../../config-src/compiler/output/junit.ts')).formatJunit(diagnostics, files)
    case 'markdown':
      return (await import('../../config-src/compiler/output/markdown.ts')).formatMarkdown(diagnostics, files)
    default:
      return textOf(diagnostics, files.length, io)
  }
}
