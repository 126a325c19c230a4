import type { Explanations } from './explanation.ts'

/** What the complaints about jobs mean. */
export const job: Explanations = {
  'job/bad-parallelism': {
    title: 'A parallelism that is no number of containers',
    what: '`parallelism` is a whole number from 1 (S11.8).',
    remedy: 'Write such a number.',
  },
  'job/bad-retention': {
    title: 'A retention that is no number of days',
    what: '`caches` is a number of days such as `7d` (S11.9).',
    remedy: 'Write days from `1d` to `15d`.',
  },
  'job/no-executor': {
    title: 'A job that has nowhere to run',
    what: 'A job needs `docker`, `machine`, `macos` or `executor` (S11.5).',
    remedy: 'Give it one.',
  },
  'job/unknown-type': {
    title: 'A type of job that does not exist',
    what: 'Types are build, approval, no-op, release, lock and unlock (S11.7).',
    remedy: 'Use one of these, or remove the key.',
  },
  'job/too-many-steps': {
    title: 'A job of too many steps',
    what: 'Commands that call several others, which call several others, multiply: such a job would never end.',
    remedy: 'Call each command as often as it is needed.',
  },
}
