import type { Explanations } from './explanation.ts'

/** What the complaints about job groups mean. */
export const group: Explanations = {
  'group/duplicate-invocation': {
    title: 'A group used twice under one name',
    what: 'Each use of a group in a workflow needs its own name (S18.25).',
    remedy: 'Add `name`.',
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
