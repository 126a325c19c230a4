import { anything, type ByKind, flag, type Keys, may, mayBeEmpty, must, type Shape, text } from '../shape.ts'
import { executorFields, executorUse, oneHost } from './executor.ts'
import { parameters } from './parameters.ts'
import { steps } from './step.ts'

const days: Shape = {
  is: 'text',
  pattern: /^([1-9]|[12]\d|30)d$/,
  like: 'days such as 7d, from 1d to 30d',
  rule: 'job/bad-retention',
}

/** Keys of a job in a workflow that people write into its definition (S11.3). */
const entryKeys = 'the entry of the job under "workflows"'

/** A build job (S11.1). */
export const buildJob: Keys = {
  is: 'keys',
  keys: {
    ...executorFields,
    executor: may(executorUse),
    type: may(text),
    description: mayBeEmpty(text),
    parameters: mayBeEmpty(parameters),
    parallelism: may({ is: 'whole', least: 1, rule: 'job/bad-parallelism' }),
    circleci_ip_ranges: may(flag),
    retention: may({ is: 'keys', keys: { caches: may(days) }, others: 'refuse' }),
    steps: must({ is: 'byKind', seq: { ...steps, least: 1 }, say: 'a list of steps' }),
    // Deprecated and without effect (S11.2); nobody knows whether the next compiler refuses it, so it is not called an error.
    branches: { shape: anything, deprecated: true },
  },
  others: 'refuse',
  pairs: oneHost,
  elsewhere: {
    filters: entryKeys,
    requires: entryKeys,
    context: entryKeys,
    matrix: entryKeys,
    'serial-group': entryKeys,
    'pre-steps': entryKeys,
    'post-steps': entryKeys,
    max_auto_reruns: 'a "run" step or a workflow',
    command: 'a "run" step',
    run: '"steps"',
    image: '"docker" or "machine"',
    when: 'a "run" step or a workflow',
  },
}

/** The types a job may have (S11.7), each with the keys that it must have. */
export const jobTypes: Readonly<Record<string, Keys>> = {
  build: buildJob,
  approval: { is: 'keys', keys: {}, others: 'ignore' },
  'no-op': { is: 'keys', keys: {}, others: 'ignore' },
  release: { is: 'keys', keys: { plan_name: must(text) }, others: 'ignore' },
  lock: { is: 'keys', keys: { key: must(text) }, others: 'ignore' },
  unlock: { is: 'keys', keys: { key: must(text) }, others: 'ignore' },
}

/** A definition under `commands`, or the name of an orb's command (S8.12, S10.1). */
export const command: ByKind = {
  is: 'byKind',
  scalar: text,
  map: {
    is: 'keys',
    keys: {
      steps: must({ is: 'byKind', seq: { ...steps, least: 1 }, say: 'a list of steps' }),
      parameters: mayBeEmpty(parameters),
      description: mayBeEmpty(text),
    },
    others: 'refuse',
    elsewhere: {
      executor: 'a job',
      environment: 'a job, an executor or a "run" step',
      docker: 'a job or an executor',
      run: '"steps"',
    },
  },
  say: "a map with steps, or the name of an orb's command",
}
