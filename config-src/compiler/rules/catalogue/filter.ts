import type { Explanations } from './explanation.ts'

/** What the complaints about filters mean. */
export const filter: Explanations = {
  'filter/bad-regex': {
    title: 'A pattern that cannot be read',
    what: 'A pattern between slashes is not valid for the compiler (S17.3): RE2 in the next one, Java in the legacy one.',
    remedy: 'Correct it; look-around and back-references do not exist in the next compiler.',
  },
}
