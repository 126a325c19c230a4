import type { Explanations } from './explanation.ts'

/** What the complaints about workflows mean. */
export const workflow: Explanations = {
  'workflow/all-filtered': {
    title: 'No workflow is left',
    what: 'The conditions of all workflows are false for these values: the pipeline runs nothing (S1.8a).',
    remedy: 'Let one workflow run, or accept that nothing does.',
  },
  'workflow/ambiguous-require': {
    title: 'A requirement that means several jobs',
    what: 'The name in `requires` belongs to more than one job (S16.3).',
    remedy: 'Give each job a `name` of its own.',
  },
  'workflow/bad-max-auto-reruns': {
    title: 'A number of reruns out of range',
    what: '`max_auto_reruns` is from 1 to 5 (S13.5).',
    remedy: 'Choose a number from 1 to 5.',
  },
  'workflow/bad-name': {
    title: 'A name that is no text',
    what: '`name` of an entry is a text (S15.2).',
    remedy: 'Put it in quotes.',
  },
  'workflow/bad-override': {
    title: 'An `override-with` that names no job of an orb',
    what: '`override-with` is `orb/job` (S18.10).',
    remedy: 'Write the alias of the orb, a slash, the job.',
  },
  'workflow/bad-serial-group': {
    title: 'A serial group that is none',
    what: '`serial-group` has letters, digits and `. _ / -`, 512 characters at most (S18.12).',
    remedy: 'Choose such a name.',
  },
  'workflow/bad-status': {
    title: 'A status that does not exist',
    what: 'Jobs end as success, failed, canceled, unauthorized or not_run; `terminal` is all of them (S16.2).',
    remedy: 'Use one of these.',
  },
  'workflow/cycle': {
    title: 'Jobs that wait for each other',
    what: 'Jobs require each other in a circle, so that none can start (S16.6).',
    remedy: 'Remove one requirement of the circle.',
  },
  'workflow/duplicate-require': {
    title: 'A job required twice',
    what: 'A job stands twice in one `requires` (S16.7).',
    remedy: 'Remove one.',
  },
  'workflow/inline-type': {
    title: 'A type that an entry cannot have',
    what: 'Only `approval` may be the type of an entry in a workflow (S18.1).',
    remedy: 'Define the job under `jobs` with this type.',
  },
  'workflow/none': {
    title: 'Nothing to run',
    what: 'There is neither a workflow nor a job `build` (S1.5).',
    remedy: 'Add `workflows`.',
  },
  'workflow/override-not-found': {
    title: 'A job for `override-with` that is not there',
    what: 'The orb has no such job, so the local one runs (S18.10).',
    remedy: 'Correct the name.',
  },
  'workflow/require-across-groups': {
    title: 'A member that requires something outside of its group',
    what: 'A member of a group can require only members of the same group (S18.24).',
    remedy: 'Let the entry that uses the group require it.',
  },
  'workflow/require-into-group': {
    title: 'A requirement on a member of a group',
    what: 'Members of a group cannot be required from outside (S18.24).',
    remedy: 'Require the group.',
  },
  'workflow/requires-text': {
    title: 'requires that is no list',
    what: '`requires` is a list, also for one job; old configs have a text, which the next compiler refuses (S16.1).',
    remedy: 'Put the name in brackets.',
  },
  'workflow/two-conditions': {
    title: 'Both `when` and `unless`',
    what: 'A workflow can have one of the two (S13.1).',
    remedy: 'Join them with `and` and `not`.',
  },
  'workflow/unknown-job': {
    title: 'A job that does not exist',
    what: 'A workflow lists a job that the config does not define.',
    remedy: 'Define it under `jobs`, or correct the name.',
  },
  'workflow/unknown-require': {
    title: 'A required job that is not in the workflow',
    what: '`requires` names a job that this workflow does not list (S16.3).',
    remedy: 'Correct the name, or add the job to the workflow.',
  },
}
