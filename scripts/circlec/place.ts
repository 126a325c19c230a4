import type { Source, Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { linesOfSources, positionAt } from '../../config-src/compiler/diagnostics/position.ts'

/** Writes places as `41:13`, with the name of the file where it is not the one that was asked about. */
export function placeIn(main: Source): (span: Span) => string {
  const linesOf = linesOfSources()
  return ({ source, start }) => {
    const { line, column } = positionAt(linesOf(source), start)
    const place = `${line}:${column}`
    return source.file === main.file ? place : `${source.file}:${place}`
  }
}
