import type { Diagnostic, RuleId, Severity, Span } from './diagnostic.ts'

type Extra = Partial<Pick<Diagnostic, 'related' | 'help' | 'fix'>>

/** Builds a diagnostic; `extra` holds related places, a remedy or a fix. */
export function complain(
  severity: Severity,
  rule: RuleId,
  at: { readonly span: Span; readonly message: string } & Extra,
): Diagnostic {
  return { rule, severity, related: [], ...at }
}

/** An error at a place. */
export function error(rule: RuleId, span: Span, message: string, ...help: readonly string[]): Diagnostic {
  return complain('error', rule, { span, message, ...helpOf(help) })
}

/** A warning at a place. */
export function warning(rule: RuleId, span: Span, message: string, ...help: readonly string[]): Diagnostic {
  return complain('warning', rule, { span, message, ...helpOf(help) })
}

function helpOf(help: readonly string[]): { help?: string } {
  return help.length === 0 ? {} : { help: help.join('; ') }
}
