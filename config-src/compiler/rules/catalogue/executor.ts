import type { Explanations } from './explanation.ts'

/** What the complaints about executors mean. */
export const executor: Explanations = {
  'executor/given-twice': {
    title: 'A key both in machine and beside it',
    what: '`resource_class` and `shell` may stand in `machine` or `macos`, or beside it, not both (S9.13).',
    remedy: 'Keep one of the two.',
  },
  'executor/missing-name': {
    title: 'An executor without a name',
    what: '`executor` is a name, or a map with `name` and arguments (S9.3).',
    remedy: 'Add `name`.',
  },
  'executor/two-types': {
    title: 'Two places to run in one map',
    what: 'A job runs in `docker`, on a `machine` or on `macos`; one map says one of them (S9.2).',
    remedy: 'Keep one of them.',
  },
  'executor/undefined': {
    title: 'An executor that does not exist',
    what: 'A job names an executor that the config does not define (S9.3).',
    remedy: 'Define it under `executors`, or correct the name.',
  },
}
