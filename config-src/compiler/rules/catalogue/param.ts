import type { Explanations } from './explanation.ts'

/** What the complaints about parameters and arguments mean. */
export const param: Explanations = {
  'param/conflict': {
    title: 'A parameter that is given two values',
    what: 'The call that continues a pipeline may repeat a value that the pipeline was started with, not change it (S19.8).',
    remedy: 'Send the value once.',
  },
  'param/default-not-in-enum': {
    title: 'A default that is not in the enum',
    what: 'The default of an `enum` parameter must be one of its values (S7.4).',
    remedy: 'Choose one of the values, or add it to them.',
  },
  'param/default-type': {
    title: 'A default of the wrong type',
    what: 'The default does not fit the declared type (S7.5).',
    remedy: 'Write a default of that type.',
  },
  'param/empty-argument': {
    title: 'An argument without a value',
    what: 'A key with nothing after it passes null, which fits no type (S7.11).',
    remedy: 'Give it a value, or remove the key.',
  },
  'param/enum-ignored': {
    title: 'An `enum` that is not read',
    what: '`enum` lists values for parameters of type `enum` only (S7.4).',
    remedy: 'Write `type: enum`, or remove the list.',
  },
  'param/enum-mismatch': {
    title: 'An argument that is not in the enum',
    what: 'A value is none of those that the parameter allows (S7.9).',
    remedy: 'Pass one of them.',
  },
  'param/missing-argument': {
    title: 'A required argument is missing',
    what: 'A parameter without a default must be given (S7.13).',
    remedy: 'Pass it, or give the parameter a default.',
  },
  'param/reserved-name': {
    title: 'A parameter of a job that nobody can give',
    what: 'Names such as `name`, `type` or `context` mean something else in the entry of a job in a workflow (S7.6).',
    remedy: 'Rename the parameter.',
  },
  'param/type-mismatch': {
    title: 'An argument of the wrong type',
    what: 'The value does not fit the type of the parameter: `"1"` is no integer, `1` no string (S7.9).',
    remedy: 'Add or remove quotes, or change the type.',
  },
  'param/unknown-argument': {
    title: 'An argument that nobody declared',
    what: 'What is called has no parameter of this name (S7.13).',
    remedy: 'Use a declared name, or declare the parameter.',
  },
}
