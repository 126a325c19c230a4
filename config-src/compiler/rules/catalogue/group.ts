import type { Explanations } from './explanation.ts'

/** What the complaints about job groups mean. */
export const group: Explanations = {
  'group/approval-named-like-job': {
    title: 'An approval in a group that is called like a job',
    what: 'An approval inside a group has the name of a job, whose steps would never run (S18.3).',
    remedy: 'Give the approval another name.',
  },
  'group/duplicate-invocation': {
    title: 'A group used twice under one name',
    what: 'Each use of a group in a workflow needs its own name (S18.25).',
    remedy: 'Add `name`.',
  },
  'group/duplicate-member': {
    title: 'A job twice in a group',
    what: 'A group lists one job twice under one name (S18.25).',
    remedy: 'Give one of them a `name`.',
  },
  'group/impossible-status': {
    title: 'A status that a group never has',
    what: 'A job waits for a group to fail, or to be cancelled. A group whose job fails ends as `not_run` (S18.26).',
    remedy: 'Write `not_run`.',
  },
  'group/name-taken': {
    title: 'A group that is called like a job',
    what: 'Jobs and groups share their names (S18.22).',
    remedy: 'Rename one.',
  },
  'group/nested': {
    title: 'A group inside a group',
    what: 'Groups cannot hold groups (S18.22).',
    remedy: 'List the jobs themselves.',
  },
  'group/serial-group-inside': {
    title: 'A serial group on a member',
    what: '`serial-group` belongs to the use of the group (S18.23).',
    remedy: 'Move it there.',
  },
  'group/unsupported-key': {
    title: 'A key that the use of a group cannot have',
    what: 'The use of a group takes `name`, `requires`, `filters` and `serial-group` (S18.21).',
    remedy: 'Put it on the members of the group.',
  },
}
