import {
  anything,
  type ByKind,
  flag,
  type Keys,
  type List,
  may,
  mayBeEmpty,
  must,
  scalar,
  text,
  texts,
} from '../shape.ts'
import { pipelineParameters } from './parameters.ts'

const patterns: Keys = { is: 'keys', keys: { only: mayBeEmpty(texts), ignore: mayBeEmpty(texts) }, others: 'refuse' }

/** `filters` of an entry: maps of patterns, or an expression (S17.1, S17.11). */
export const filters: ByKind = {
  is: 'byKind',
  scalar: text,
  map: {
    is: 'keys',
    keys: { branches: mayBeEmpty(patterns), tags: mayBeEmpty(patterns) },
    others: 'refuse',
    elsewhere: { only: '"branches" or "tags"', ignore: '"branches" or "tags"' },
  },
  say: 'a map with branches and tags, or an expression',
}

/** `matrix` of an entry (S14.1). */
export const matrix: Keys = {
  is: 'keys',
  keys: {
    parameters: must({ is: 'keys', keys: {}, others: { each: anything, called: 'matrix parameter' } }),
    exclude: mayBeEmpty({
      is: 'list',
      of: { is: 'keys', keys: {}, others: { each: anything, called: 'matrix parameter' } },
    }),
    alias: may(text),
  },
  others: 'refuse',
}

const requires: List = {
  is: 'list',
  of: {
    is: 'byKind',
    scalar: text,
    map: { is: 'keys', keys: {}, others: { each: texts, called: 'required job' }, least: 1 },
    say: 'the name of a job, or one name with the statuses it must reach',
  },
}

/** The keys of an entry that are not arguments of the job (S13.6). `upstream` is what the server itself adds (FACTS 8.10). */
export const entry: Keys = {
  is: 'keys',
  keys: {
    name: may({ is: 'text', rule: 'workflow/bad-name' }),
    requires: mayBeEmpty({ is: 'byKind', scalar: text, seq: requires, say: 'a list of jobs' }),
    context: mayBeEmpty(texts),
    type: may(text),
    filters: mayBeEmpty(filters),
    matrix: may(matrix),
    'pre-steps': mayBeEmpty({ is: 'byKind', seq: { is: 'list', of: anything }, say: 'a list of steps' }),
    'post-steps': mayBeEmpty({ is: 'byKind', seq: { is: 'list', of: anything }, say: 'a list of steps' }),
    'serial-group': may(text),
    'override-with': may(text),
    upstream: mayBeEmpty(anything),
  },
  others: 'ignore',
}

const jobEntry: ByKind = {
  is: 'byKind',
  scalar: text,
  map: anything,
  say: 'the name of a job, or one name with its settings',
}

const schedule: Keys = {
  is: 'keys',
  keys: {
    cron: must(text),
    filters: must({ is: 'keys', keys: { branches: must(patterns), tags: mayBeEmpty(patterns) }, others: 'warn' }),
  },
  others: 'warn',
}

/** One workflow (S13.1). */
export const workflow: Keys = {
  is: 'keys',
  keys: {
    jobs: must({ is: 'list', of: jobEntry, least: 1 }),
    when: { shape: anything, nullable: true },
    unless: { shape: anything, nullable: true },
    triggers: mayBeEmpty({ is: 'list', of: { is: 'keys', keys: { schedule: must(schedule) }, others: 'warn' } }),
    max_auto_reruns: may({ is: 'whole', least: 1, most: 5, rule: 'workflow/bad-max-auto-reruns' }),
  },
  // The schema allows other keys and no recorded output shows what the server does with one (S13.1), so this warns.
  others: 'warn',
  elsewhere: { filters: 'the entry of a job', requires: 'the entry of a job', context: 'the entry of a job' },
}

/** One job group (S18.20). */
export const jobGroup: Keys = {
  is: 'keys',
  keys: { jobs: must({ is: 'list', of: jobEntry, least: 1 }) },
  others: 'refuse',
}

/** The keys of an orb that is written in a config (S8.7); its definitions are checked where they are read. */
export const inlineOrb: Keys = {
  is: 'keys',
  keys: {
    version: may(anything),
    description: may(anything),
    display: may(anything),
    orbs: may(anything),
    commands: may(anything),
    jobs: may(anything),
    executors: may(anything),
    examples: may(anything),
  },
  others: 'warn',
  elsewhere: { workflows: 'the config itself', setup: 'the config itself', parameters: 'what it defines' },
}

/** The sections of a config that are checked here; definitions are checked where they are read (S1.1). */
export const config: Keys = {
  is: 'keys',
  keys: {
    version: may(scalar),
    setup: mayBeEmpty(flag),
    parameters: mayBeEmpty(pipelineParameters),
    orbs: mayBeEmpty({ is: 'keys', keys: {}, others: { each: anything, called: 'orb' } }),
    executors: mayBeEmpty({ is: 'keys', keys: {}, others: { each: anything, called: 'executor' } }),
    commands: mayBeEmpty({ is: 'keys', keys: {}, others: { each: anything, called: 'command' } }),
    jobs: mayBeEmpty({ is: 'keys', keys: {}, others: { each: anything, called: 'job' } }),
    'job-groups': mayBeEmpty({ is: 'keys', keys: {}, others: { each: jobGroup, called: 'job group' } }),
    workflows: mayBeEmpty({ is: 'keys', keys: {}, others: { each: anything, called: 'workflow' } }),
  },
  others: 'ignore',
}
