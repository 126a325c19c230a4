import type { Related, Report, Span } from '../diagnostics/diagnostic.ts'

/** Who called whom: a workflow its job, a job its command. The innermost call comes first. */
export interface Call {
  readonly kind: 'workflow' | 'job' | 'command' | 'executor' | 'job group'
  readonly name: string
  /** The place of the call, not of what is called. */
  readonly span: Span
  readonly parent?: Call
}

/** Reports with the calls that led to a place, as the server's scope lines do (S22.1), innermost first. */
export function reportFrom(call: Call, report: Report): Report {
  return diagnostic => report({ ...diagnostic, related: [...diagnostic.related, ...chain(call)] })
}

/** The most calls that are shown of those which led to a place. */
const mostShown = 20

function chain(call: Call): Related[] {
  const related: Related[] = []
  for (let at: Call | undefined = call; at; at = at.parent) {
    // A workflow that nobody wrote has no place of its own (S1.5), and a long way is shown by its ends.
    const isHidden = related.length >= mostShown && at.parent?.parent !== undefined
    if (isHidden || (at.kind !== 'command' && related.at(-1)?.span === at.span)) continue
    related.push({ message: `Error calling ${at.kind}: '${at.name}'`, span: at.span })
  }
  return related
}
