import type { Explanations } from './explanation.ts'

/** What the complaints about style mean. */
export const style: Explanations = {
  'style/empty-definition': {
    title: 'A definition with nothing in it',
    what: 'A job, command or executor is empty and cannot be used.',
    remedy: 'Fill it, or remove it.',
  },
  'style/nested-steps': {
    title: 'Steps in a list of their own',
    what: 'A list stands among the steps, as `- *some-steps` makes one. CircleCI takes its steps as if they stood there by themselves; its documentation and its schema know no such thing.',
    remedy: 'Make a command of the steps and call it.',
  },
}
