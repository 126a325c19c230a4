/** A rule that others have, or that was asked for, and that this project does not have. */
export interface NotDone {
  readonly id: string
  readonly why: string
}

/** Rules that were left out, each with the reason. */
export const notDone: readonly NotDone[] = [
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
  { id: 'expr/always-false', why: 'Not written yet: comparing values of different types.' },
  { id: 'expr/constant-condition', why: 'Not written yet: conditions that hold always or never.' },
  {
    id: 'filter/java-regex',
    why: 'Patterns are compiled with the engine of the compiler that is followed: `filter/bad-regex` says it.',
  },
  { id: 'orb/known-bad', why: 'Nobody keeps a list that could be shipped.' },
  { id: 'orb/lock-mismatch', why: 'There is no lock file of orbs.' },
  { id: 'orb/not-locked', why: 'There is no lock file of orbs.' },
  { id: 'resource/cost', why: 'It needs prices, which change without notice.' },
  { id: 'security/adhoc-install', why: 'Whether there is a lock file is not in the config.' },
  {
    id: 'security/cache-poisoning',
    why: 'Caches of forks are kept apart by CircleCI; between branches of one repository it is seldom a boundary.',
  },
  { id: 'security/context-on-orb-job', why: 'Whom one trusts is not in the config.' },
  { id: 'security/context-too-wide', why: 'What a context holds is not in the config.' },
  { id: 'security/fork-secrets', why: 'Whether forks get secrets is a setting of the project.' },
  { id: 'security/org-global-context', why: 'What a context holds is not in the config.' },
  {
    id: 'security/orb-typosquat',
    why: 'It needs the names of all orbs; a namespace that does not exist is refused by CircleCI.',
  },
  { id: 'security/self-hosted-runner', why: 'Whether the repository is public is not in the config.' },
  { id: 'security/unpinned-tool', why: 'Not written yet: tools that are installed without a version.' },
  { id: 'security/use-oidc', why: 'Whether the other side takes OIDC is not in the config.' },
  {
    id: 'security/workspace-leaks-git',
    why: 'Workspaces are seen by the jobs of their own workflow only; a whole checkout in one is common.',
  },
  {
    id: 'suppress/nested, suppress/unmatched, suppress/unclosed',
    why: 'A comment silences one line or the file, never a range.',
  },
  {
    id: 'workflow/all-filtered for each branch',
    why: 'The compiler says it for the values that are given; a pipeline without jobs on some branches is often meant.',
  },
]
