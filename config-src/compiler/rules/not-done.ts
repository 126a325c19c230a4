/** A rule that others have, or that was asked for, and that this project does not have. */
export interface NotDone {
  readonly id: string
  readonly why: string
}

/** Rules that were left out, each with the reason. */
export const notDone: readonly NotDone[] = [
  { id: 'context/too-many', why: 'Not written yet: more than 100 contexts in one config (S1.7).' },
  {
    id: 'deploy/no-rollback by what runs',
    why: 'What a script of the repository does is not in the config: words such as health or rollback are looked for.',
  },
  { id: 'drift/edited-by-hand', why: 'It needs the model beside the file: `npm run gen-config -- --check` says it.' },
  { id: 'drift/stale-lock', why: 'There is no lock file of orbs: sources are given with `--orb` and `--orbs`.' },
  {
    id: 'dynamic/parameter-mismatch',
    why: 'It needs two configs at once; what the setup workflow sends is known when it runs.',
  },
  {
    id: 'dynamic/schedule-in-setup',
    why: 'Not written yet: a setup config whose only workflow has `triggers` (S19.10).',
  },
  {
    id: 'executor/overridden-key',
    why: 'To give an executor other keys is what a job has them for (S9.10); two places to run in are `job/executor-conflict`.',
  },
  {
    id: 'expr/undocumented-value',
    why: 'Not written yet: pipeline values that the server knows and the documentation does not (S20.2).',
  },
  {
    id: 'filter/java-regex',
    why: 'Patterns are compiled with the engine of the compiler that is followed: `filter/bad-regex` says it.',
  },
  {
    id: 'filter/long-pattern',
    why: 'The limit of 256 characters and the escapes that expressions do not take are not documented for map filters (S5.11).',
  },
  {
    id: 'matrix/needs-name',
    why: 'Not written yet: matrices of lists and maps, whose jobs get numbers for names (S14.9).',
  },
  {
    id: 'orb/deprecated-parameter',
    why: 'It needs what published orbs declare. Where the source of one is given, arguments that it does not declare are `param/unknown-argument`.',
  },
  { id: 'orb/known-bad', why: 'Nobody keeps a list that could be shipped.' },
  { id: 'orb/lock-mismatch', why: 'There is no lock file of orbs.' },
  {
    id: 'orb/metadata',
    why: 'It is about the source of an orb that somebody publishes; here a config is checked, and what its inline orbs hold besides.',
  },
  { id: 'orb/not-locked', why: 'There is no lock file of orbs.' },
  {
    id: 'orb/superfluous',
    why: 'How much a command of an orb does cannot be seen where its source was not given.',
  },
  { id: 'resource/cost', why: 'It needs prices, which change without notice.' },
  {
    id: 'security/adhoc-install',
    why: 'Whether there is a lock file is not in the config; packages without a version are `security/unpinned-tool`.',
  },
  {
    id: 'security/cache-poisoning',
    why: 'Caches of forks are kept apart by CircleCI; between branches of one repository it is seldom a boundary.',
  },
  { id: 'security/context-too-wide', why: 'What a context holds is not in the config.' },
  { id: 'security/fork-secrets', why: 'Whether forks get secrets is a setting of the project.' },
  { id: 'security/self-hosted-runner', why: 'Whether the repository is public is not in the config.' },
  {
    id: 'security/workspace-leaks-git',
    why: 'Workspaces are seen by the jobs of their own workflow only; a whole checkout in one is common.',
  },
  {
    id: 'step/when-param-type',
    why: 'The step is looked at with the value that the parameter has: `step/bad-when` says it.',
  },
  {
    id: 'suppress/nested, suppress/unmatched, suppress/unclosed',
    why: 'A comment silences one line or the file, never a range.',
  },
  {
    id: 'workflow/all-filtered for each branch',
    why: 'The compiler says it for the values that are given; a pipeline without jobs on some branches is often meant.',
  },
  {
    id: 'workflow/duplicate-name',
    why: 'CircleCI does not refuse it: it numbers the jobs, and `workflow/numbered-names` says so.',
  },
]
