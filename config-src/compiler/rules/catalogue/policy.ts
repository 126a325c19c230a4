import type { Explanations } from './explanation.ts'

/** What the complaints about a policy file mean. */
export const policy: Explanations = {
  'policy/empty': {
    title: 'A policy that says nothing',
    what: 'The `jobs` of a policy file are empty, so that nothing is asserted.',
    remedy: 'Say of a job which branches and tags may reach it.',
  },
}
