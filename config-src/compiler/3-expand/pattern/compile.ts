import { RE2JS } from 're2js'
import { toJavaScript } from './java.ts'

/** Which engine reads a pattern: RE2 in the next compiler, Java's in the legacy one (S0.3). */
export type Flavour = 'next' | 'legacy'

/** A pattern ready to match whole texts, or the reason why it is none (S17.3). */
export type Compiled =
  | { readonly ok: true; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string }

/** Compiles a pattern for full matches: `/release/` matches the text `release` alone (S5.10, S17.3). */
export function compilePattern(source: string, flavour: Flavour): Compiled {
  return flavour === 'legacy' ? compileJava(source) : compileRe2(source)
}

/** A pattern in a scope, compiled once in a run. */
export function patternIn(source: string, scope: PatternScope): Compiled {
  const known = scope.patterns?.get(source)
  if (known) return known
  const compiled = compilePattern(source, scope.profile)
  scope.patterns?.set(source, compiled)
  return compiled
}

/** What patterns need to know of a scope. */
export interface PatternScope {
  readonly profile: Flavour
  readonly patterns?: Map<string, Compiled>
}

function compileRe2(source: string): Compiled {
  try {
    const pattern = RE2JS.compile(source)
    return { ok: true, matches: text => pattern.matches(text) }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : 'it cannot be read'
    return { ok: false, reason: reason.replaceAll('`', '"') }
  }
}

/**
 * The legacy compiler reads patterns as Java does. What RE2 reads too means the same there, and RE2 cannot run for ever;
 * the rest (look-around, back-references, possessive quantifiers …) is translated for the engine at hand.
 */
function compileJava(source: string): Compiled {
  if (!/&&|\[[^\]]*\[|\\s|\\[hvHRXGbB]/.test(source)) {
    const same = compileRe2(source)
    if (same.ok) return same
  }
  try {
    const { body, flags } = toJavaScript(source)
    const pattern = new RegExp(`^(?:${body})$`, flags)
    return { ok: true, matches: text => pattern.test(text) }
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message.replace(/^Invalid regular expression: (.*\/[dgimsuvy]*: )?/, '') : ''
    return { ok: false, reason: reason || 'it cannot be read' }
  }
}
