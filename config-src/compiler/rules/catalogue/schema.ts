import type { Explanations } from './explanation.ts'

/** What the complaints about the shape of a config mean. */
export const schema: Explanations = {
  'schema/enum': {
    title: 'A word that is not one of the allowed',
    what: 'A key takes one of a few words, and this is none of them.',
    remedy: 'Write one of the words that the message lists.',
  },
  'schema/missing-key': {
    title: 'A required key is missing',
    what: 'A map lacks a key that it cannot do without.',
    remedy: 'Add the key.',
  },
  'schema/pattern': {
    title: 'A text of the wrong form',
    what: 'A text must look a certain way, such as a duration or a name.',
    remedy: 'Write it in the form that the message shows.',
  },
  'schema/range': {
    title: 'A number out of range',
    what: 'A number is below or above what is allowed.',
    remedy: 'Choose a number within the bounds.',
  },
  'schema/shape': {
    title: 'A step, an entry or an item of the wrong shape',
    what: 'A step or an entry of a workflow is a string, or a map with exactly one key (S12.1, S13.2). Wrong indentation gives maps with two.',
    remedy: 'Indent what belongs to the key below it.',
  },
  'schema/too-short': {
    title: 'A list with too few items',
    what: 'A list must have at least as many items as the message says.',
    remedy: 'Add items, or remove the key.',
  },
  'schema/type': {
    title: 'A value of the wrong type',
    what: 'A map stands where a text is expected, a text where a list is, and so on.',
    remedy: 'Write a value of the type that the message names.',
  },
  'schema/unknown-key': {
    title: 'A key that does not exist here',
    what: 'CircleCI does not know this key in this place. Where it is refused this is an error, where it is ignored a warning.',
    remedy: 'The message lists the keys that are allowed, or says where this one belongs.',
  },
  'schema/version': {
    title: 'No version, or one that does not exist',
    what: 'A config says `version: 2.1` (S1.3).',
    remedy: 'Write `version: 2.1` at the top.',
  },
}
