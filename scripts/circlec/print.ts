import type { Diagnostic } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import type { Io } from '../io.ts'

/** Complaints as text for people, and how many there are; the code that formats them is read only where it is needed. */
export async function textOf(diagnostics: readonly Diagnostic[], files: number, io: Io): Promise<string> {
  const { formatSummary, formatText } = await import('../../config-src/compiler/output/text.ts')
  const paint = io.colour ? (await import('./paint.ts')).paint : undefined
  const body = formatText(diagnostics, paint)
  return `${body}${body === '' ? '' : '\n'}${formatSummary(diagnostics, files)}\n`
}
