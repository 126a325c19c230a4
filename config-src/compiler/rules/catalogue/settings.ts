import type { Explanations } from './explanation.ts'

/** What the complaints about the settings in circlec.yml mean. */
export const settings: Explanations = {
  'settings/unknown-rule': {
    title: 'A setting for a rule that does not exist',
    what: '`circlec.yml` names a rule that nobody knows.',
    remedy: 'Correct the id; `circlec explain` lists them.',
  },
}
