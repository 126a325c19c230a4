import type { Explanations } from './explanation.ts'

/** What the complaints about executors mean. */
export const executor: Explanations = {
  'executor/given-twice': {
    title: 'A setting inside and beside the executor',
    what: '`resource_class` or `shell` stands in `machine` or `macos` and beside it as well (S9.13).',
    remedy: 'Keep one of them.',
  },
  'executor/missing-name': {
    title: 'An executor without a name',
    what: '`executor` is a name, or a map with `name` and arguments (S9.3).',
    remedy: 'Add `name`.',
  },
  'executor/two-types': {
    title: 'Two places to run in one map',
    what: '`docker`, `machine` and `macos` exclude each other: a job runs in one place (S9.2).',
    remedy: 'Keep one, or make two executors.',
  },
  'executor/undefined': {
    title: 'An executor that does not exist',
    what: 'A job names an executor that the config does not define (S9.3).',
    remedy: 'Define it under `executors`, or correct the name.',
  },
  'executor/two-types': {
    title: 'Two places to run in one map',
    what: 'A job runs in `docker`, on a `machine` or on `macos`; one map says one of them (S9.2).',
    remedy: 'Keep one of them.',
  },
  'executor/given-twice': {
    title: 'A key both in machine and beside it',
    what: '`resource_class` and `shell` may stand in `machine` or `macos`, or beside it, not both (S9.13).',
    remedy: 'Keep one of the two.',
  },
}
