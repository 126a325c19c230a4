import type { Explanations } from './explanation.ts'

/** What the complaints about logic statements mean. */
export const logic: Explanations = {
  'logic/bad-regex': {
    title: 'A pattern that cannot be read',
    what: 'The `pattern` of `matches` is not valid for the compiler (S6.6).',
    remedy: 'Correct it; look-around and back-references do not exist.',
  },
  'logic/shape': {
    title: 'A logic statement of the wrong shape',
    what: 'A logic statement is a value, or a map with one of `and`, `or`, `not`, `equal`, `matches` (S6.1).',
    remedy: 'Give the map exactly one of them, with the operands that it takes.',
  },
  'logic/unknown-operator': {
    title: 'An operator that does not exist',
    what: 'There are `and`, `or`, `not`, `equal` and `matches` (S6.4).',
    remedy: 'Use one of these.',
  },
}
