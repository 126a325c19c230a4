import type { Explanations } from './explanation.ts'

/** What the complaints about names mean. */
export const names: Explanations = {
  'names/bad-alias': {
    title: 'A name that stands for nothing of an orb',
    what: 'A text in the place of a definition must name an element of an orb (S8.12).',
    remedy: 'Write `orb/name`, or a map that defines it here.',
  },
  'names/circle': {
    title: 'Names that stand for each other',
    what: 'Names that stand for other names form a circle (S8.12).',
    remedy: 'Let one of them be a definition.',
  },
}
