import type { Explanations } from './explanation.ts'

/** What the complaints about reading a file as YAML mean. */
export const yaml: Explanations = {
  'yaml/bad-value': {
    title: 'A tag that does not fit its value',
    what: 'A tag such as `!!int` stands before a value that is none (S2.1).',
    remedy: 'Remove the tag, or write a value that fits.',
  },
  'yaml/complex-key': {
    title: 'A map or a list as a key',
    what: 'A key of a map is a map or a list itself, which no config means.',
    remedy: 'Put the text in quotes, or write the key as a word.',
  },
  'yaml/duplicate-key': {
    title: 'A key that stands twice in a map',
    what: 'A map has the same key twice; the server keeps only the last value (S2.7).',
    remedy: 'Remove one, or join both into one.',
  },
  'yaml/encoding': {
    title: 'A file that is no UTF-8 text',
    what: 'The file holds control characters, or is UTF-16; the server refuses it.',
    remedy: 'Save it as UTF-8.',
  },
  'yaml/many-documents': {
    title: 'More than one document',
    what: 'A `---` begins a second document; a config is one (S2.9).',
    remedy: 'Remove the `---` and what does not belong to the config.',
  },
  'yaml/merge-value': {
    title: '`<<` with something that cannot be merged',
    what: 'The merge key `<<` takes a map or a list of maps (S2.3, S2.4).',
    remedy: 'Give it `*name` of a map; reuse a list as the value of a key.',
  },
  'yaml/no-document': {
    title: 'An empty file',
    what: 'The file has nothing but blanks and comments.',
    remedy: 'Begin with `version: 2.1`.',
  },
  'yaml/recursive-alias': {
    title: 'An alias inside its own value',
    what: 'An alias stands inside the value that its anchor names, so that it would hold itself.',
    remedy: 'Take it out of the value.',
  },
  'yaml/syntax': {
    title: 'Text that is no YAML',
    what: 'The server cannot read the file as YAML (S2.8); the place where reading fails is shown.',
    remedy: 'The help of each message says what is usually meant.',
  },
  'yaml/too-deep': {
    title: 'Values nested too deeply',
    what: 'Lists and maps are nested deeper than any config needs.',
    remedy: 'Look for brackets that are never closed.',
  },
  'yaml/too-many-aliases': {
    title: 'Aliases that multiply',
    what: 'Aliases of lists that hold aliases repeat so many values that the server gives up.',
    remedy: 'Repeat less, or use commands with parameters.',
  },
  'yaml/unknown-anchor': {
    title: 'An alias without its anchor',
    what: '`*name` stands for `&name`, which is not in the file before it.',
    remedy: 'Name an anchor that stands above.',
  },
  'yaml/unknown-tag': {
    title: 'A tag that does not exist',
    what: 'A value begins with `!`, which YAML reads as a tag, and nobody knows this one.',
    remedy: 'Put a text that begins with `!` in quotes.',
  },
}
