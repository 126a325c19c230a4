import type { Run } from './run.ts'

/** The same run, for parts that the server does not look at: what is wrong there is no error, but worth a warning (S1.10). */
export function asWarnings(run: Run): Run {
  return {
    ...run,
    missingOrbs: new Set(),
    report: diagnostic =>
      run.report(diagnostic.severity === 'error' ? { ...diagnostic, severity: 'warning' } : diagnostic),
  }
}
