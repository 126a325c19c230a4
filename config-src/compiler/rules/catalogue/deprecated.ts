import type { Explanations } from './explanation.ts'

/** What the complaints about what is going away mean. */
export const deprecated: Explanations = {
  'deprecated/job-branches': {
    title: '`branches` in a job',
    what: '`branches` of a job has no effect where there are workflows (S11.2).',
    remedy: 'Write `filters` in the entry of the job under `workflows`.',
  },
  'deprecated/version-2': {
    title: 'A config of version 2',
    what: 'The next compiler refuses version 2 (S1.3).',
    remedy: 'Write `version: 2.1`; then escape `<<` in scripts as `\\<<`.',
  },
}
