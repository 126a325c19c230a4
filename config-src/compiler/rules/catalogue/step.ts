import type { Explanations } from './explanation.ts'

/** What the complaints about steps mean. */
export const step: Explanations = {
  'step/background-rerun': {
    title: 'A background step that should be run again',
    what: 'A step in the background is never waited for, so it cannot be run again when it fails (S12.7).',
    remedy: 'Remove `background` or `max_auto_reruns`.',
  },
  'step/bad-checkout': {
    title: 'Settings of `checkout` that do not fit',
    what: '`method` is full, blobless or shallow; `depth` is a number from 1 (S12.10).',
    remedy: 'Correct the setting.',
  },
  'step/bad-max-auto-reruns': {
    title: 'A number of reruns out of range',
    what: '`max_auto_reruns` is from 1 to 5 (S12.7).',
    remedy: 'Choose a number from 1 to 5.',
  },
  'step/bad-rerun-delay': {
    title: 'A delay that is none',
    what: '`auto_rerun_delay` is in seconds or minutes, ten minutes at most (S12.7).',
    remedy: 'Write `30s` or `5m`.',
  },
  'step/bad-timeout': {
    title: 'A timeout that is no duration',
    what: '`no_output_timeout` is a number with `s`, `m` or `h` (S12.6); one that only holds such a duration, or has no unit, is a warning.',
    remedy: 'Write `10m`.',
  },
  'step/bad-when': {
    title: 'A `when` that is none',
    what: '`when` of a step is on_success, on_fail or always (S12.4).',
    remedy: 'Use one of these; for conditions at compile time there is the step `when`.',
  },
  'step/job-called-as-command': {
    title: 'A job used as a step',
    what: 'A step names a job; only commands can be steps (S12.2).',
    remedy: 'List it under `jobs` of a workflow, or make a command of its steps.',
  },
  'step/missing-key': {
    title: 'A step without its settings',
    what: 'A step such as `save_cache` is not complete as a bare name (S12.3).',
    remedy: 'Give it its settings.',
  },
  'step/rerun-delay-alone': {
    title: 'A delay before a rerun that never comes',
    what: '`auto_rerun_delay` is the wait before a step is run again, which only `max_auto_reruns` makes happen (S12.7).',
    remedy: 'Add `max_auto_reruns`, or remove the delay.',
  },
  'step/two-remote-dockers': {
    title: 'Two remote engines in one job',
    what: 'A job can have one `setup_remote_docker` (S11.13).',
    remedy: 'Remove the second.',
  },
  'step/unknown-command': {
    title: 'A step that does not exist',
    what: 'A step is neither built in nor a command of the config or of an orb (S12.2).',
    remedy: 'Correct the name, or define the command.',
  },
}
