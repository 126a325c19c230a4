/** A rule that others have, or that was asked for, and that this project does not have. */
export interface NotDone {
  readonly id: string
  readonly why: string
}

/** Rules that were left out, each with the reason. */
export const notDone: readonly NotDone[] = [
  {
    id: 'dynamic/parameter-mismatch',
    why: 'It compares a setup config with the one that it continues with: two files, of which the second may be made while the first runs.',
  },
  {
    id: 'image/no-digest',
    why: 'It would ask everybody for `@sha256:…`; who writes `cimg/node:20.18.1` does not want to hear it. A digest that is there is checked by `image/bad-digest`.',
  },
  { id: 'orb/deprecated-parameter', why: 'The source of an orb has no place that says it.' },
  { id: 'orb/known-bad', why: 'There is no public list of orbs that do harm; an empty one would be a promise.' },
  { id: 'orb/lock-mismatch', why: 'CircleCI has no lock file for orbs: an exact version never changes.' },
  { id: 'orb/metadata', why: 'It is about the sources of orbs; publishing one checks them.' },
  {
    id: 'orb/not-locked',
    why: 'CircleCI has no lock file for orbs: an exact version never changes. `orb/unpinned` and `orb/partial-version` ask for one.',
  },
  {
    id: 'orb/superfluous',
    why: 'Whether what an orb does is trivial cannot be known without its source, and is hardly a fault with it.',
  },
  { id: 'resource/cost', why: 'It needs the prices of a plan, which are not in the config and change.' },
]
