import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff'
import { createColors } from 'picocolors'
import type { Compared, State } from './disk.ts'

/** What `--check` says of files that are not what they should be: a unified diff each, and the command that mends it. */
export function explain(state: State, colour: boolean): string {
  const paint = createColors(colour)
  const parts = [
    ...state.stale.map(compared => explainStale(compared, paint)),
    ...state.extra.map(path => `${paint.bold(path)}: nothing generates this file\n`),
  ]
  const count = state.stale.length + state.extra.length
  const subject = count === 1 ? '1 generated file is' : `${count} generated files are`
  return `${parts.join('\n')}\n${subject} not current: run "npm run gen-config" and commit what it changes\n`
}

type Paint = ReturnType<typeof createColors>

function explainStale({ artifact: { path, text }, before }: Compared, paint: Paint): string {
  const old = before?.toString('utf8') ?? ''
  if (!before) return `${paint.bold(path)}: missing\n${patch({ path, old, text }, paint)}`
  const unixOld = old.replaceAll('\r\n', '\n')
  const crlf = unixOld === old ? '' : `${paint.bold(path)}: its lines end in CRLF, expected LF\n`
  if (unixOld === text) return crlf
  return `${crlf || `${paint.bold(path)}: not what the records say\n`}${patch({ path, old: unixOld, text }, paint)}`
}

function patch({ path, old, text }: { path: string; old: string; text: string }, paint: Paint): string {
  const lines = createTwoFilesPatch(path, path, old, text, 'on disk', 'generated', {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  }).split('\n')
  return lines.map(line => (line.startsWith('@@') ? paint.cyan(line) : paintChange(line, paint))).join('\n')
}

function paintChange(line: string, paint: Paint): string {
  if (line.startsWith('+')) return paint.green(line)
  return line.startsWith('-') ? paint.red(line) : line
}
