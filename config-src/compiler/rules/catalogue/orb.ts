import type { Explanations } from './explanation.ts'

/** What the complaints about orbs mean. */
export const orb: Explanations = {
  'orb/bad-reference': {
    title: 'No reference to an orb',
    what: 'An orb is `namespace/name@version` (S8.2).',
    remedy: 'Write all three parts.',
  },
  'orb/not-given': {
    title: 'An orb whose source is not here',
    what: 'What comes from this orb is taken as existing: nothing of it is checked.',
    remedy: 'Give its source with `--orb` or `--orbs`.',
  },
  'orb/placeholder': {
    title: 'An orb that is still empty',
    what: 'The orb is an empty map. `orb-tools/continue` puts the source of an orb under development there before CircleCI reads the config, so what comes from it is taken as existing.',
    remedy: 'Nothing, if something fills it in; write the orb out, or remove it, if not.',
  },
  'orb/recursion': {
    title: 'Orbs that import each other',
    what: 'An orb imports itself, directly or through others.',
    remedy: 'Break the circle.',
  },
  'orb/unknown-alias': {
    title: 'An orb that is not imported',
    what: '`x/name` needs an orb `x` under `orbs` (S8.8).',
    remedy: 'Import it.',
  },
  'orb/unknown-member': {
    title: 'Something that the orb does not have',
    what: 'The orb has no command, job or executor of this name.',
    remedy: 'Use one that it has.',
  },
}
