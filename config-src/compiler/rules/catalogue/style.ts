import type { Explanations } from './explanation.ts'

/** What the complaints about style mean. */
export const style: Explanations = {
  'style/empty-definition': {
    title: 'A definition with nothing in it',
    what: 'A job, command or executor is empty and cannot be used.',
    remedy: 'Fill it, or remove it.',
  },
}
