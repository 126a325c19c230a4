import type { Explanations } from './explanation.ts'

/** What the complaints about templates mean. */
export const template: Explanations = {
  'template/embedded-value': {
    title: 'A list or a map inside a text',
    what: 'A tag with text around it gives a list or a map, which have no text (S4.9).',
    remedy: 'Make the tag the whole value.',
  },
  'template/unclosed-tag': {
    title: 'A `<<` that is never closed',
    what: '`<<` opens a tag (S4.3). Heredocs and `<<<` need a backslash.',
    remedy: 'Write `\\<<`, or close the tag with `>>`.',
  },
  'template/unmatched-section': {
    title: 'A section that is not closed as it was opened',
    what: '`<<# name >>` needs `<</ name >>` (S4.5).',
    remedy: 'Close it with the same name.',
  },
  'template/too-long': {
    title: 'A text that grows too long',
    what: 'Texts that repeat a parameter several times, and pass it on, double from call to call.',
    remedy: 'Repeat less.',
  },
}
