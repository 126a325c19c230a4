import { RE2JS } from 're2js'
import { remember } from '../remember.ts'
import { toJavaScript } from './java.ts'

/** Which engine reads a pattern: RE2 in the next compiler, Java's in the legacy one (S0.3). */
export type Flavour = 'next' | 'legacy'

/** A pattern ready to match whole texts, or the reason why it is none (S17.3). */
export type Compiled =
  | { readonly ok: true; readonly matches: (text: string) => boolean }
  | { readonly ok: false; readonly reason: string }

const compilers = { next: remember(compileRe2, 200), legacy: remember(compileJava, 200) } as const

/** Compiles a pattern for full matches: `/release/` matches the text `release` alone (S5.10, S17.3). */
export function compilePattern(source: string, flavour: Flavour): Compiled {
  return compilers[flavour](source)
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
