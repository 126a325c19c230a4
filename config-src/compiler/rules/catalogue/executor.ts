import type { Explanations } from './explanation.ts'

/** What the complaints about executors mean. */
export const executor: Explanations = {
  'executor/missing-name': {
    title: 'An executor without a name',
    what: '`executor` is a name, or a map with `name` and arguments (S9.3).',
    remedy: 'Add `name`.',
  },
  'executor/undefined': {
    title: 'An executor that does not exist',
    what: 'A job names an executor that the config does not define (S9.3).',
    remedy: 'Define it under `executors`, or correct the name.',
  },
}
