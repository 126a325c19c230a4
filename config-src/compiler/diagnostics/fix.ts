import type { Diagnostic, Edit, Fix, Source } from './diagnostic.ts'

/** A text after repairs, and the diagnostics whose fixes were applied. */
export interface Fixed {
  readonly text: string
  readonly applied: readonly Diagnostic[]
}

/**
 * Applies the fixes of the given kinds to a source, in the order of their diagnostics. Of two that touch the same place only
 * the first is applied; the other one is found again when the new text is checked.
 */
export function applyFixes(source: Source, diagnostics: readonly Diagnostic[], kinds: readonly Fix['kind'][]): Fixed {
  const edits: Edit[] = []
  const applied: Diagnostic[] = []
  for (const diagnostic of diagnostics) {
    const { fix } = diagnostic
    if (!fix || !kinds.includes(fix.kind) || fix.edits.some(({ span }) => span.source !== source)) continue
    if (fix.edits.some(edit => edits.some(other => touch(edit, other)))) continue
    edits.push(...fix.edits)
    applied.push(diagnostic)
  }
  const ordered = [...edits].sort((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)
  const text = ordered.reduce(
    (all, { span, text: by }) => all.slice(0, span.start) + by + all.slice(span.end),
    source.text,
  )
  return { text, applied }
}

function touch({ span: a }: Edit, { span: b }: Edit): boolean {
  return a.start <= b.end && b.start <= a.end
}
