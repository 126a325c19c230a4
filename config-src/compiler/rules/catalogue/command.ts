import type { Explanations } from './explanation.ts'

/** What the complaints about commands mean. */
export const command: Explanations = {
  'command/recursion': {
    title: 'Commands that call each other in a circle',
    what: 'A command calls itself, directly or through others, so that its expansion never ends (S10.4).',
    remedy: 'Break the circle.',
  },
}
