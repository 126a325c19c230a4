import type { Explanations } from './explanation.ts'

/** What the complaints about names mean. */
export const names: Explanations = {
  'names/circle': {
    title: 'Names that stand for each other',
    what: 'Names that stand for other names form a circle (S8.12).',
    remedy: 'Let one of them be a definition.',
  },
}
