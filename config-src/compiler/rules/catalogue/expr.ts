import type { Explanations } from './explanation.ts'

/** What the complaints about expressions mean. */
export const expr: Explanations = {
  'expr/bad-regex': {
    title: 'A pattern that cannot be read',
    what: 'A regular expression of `matches` is not valid for the compiler (S5.11).',
    remedy: 'Correct it; look-around and back-references do not exist.',
  },
  'expr/out-of-scope': {
    title: 'A name that does not exist in this place',
    what: '`parameters.x` exists only where it is declared, `matrix.x` only in an entry with a matrix (S3.2).',
    remedy: 'Use a pipeline value or parameter, or pass the value as an argument.',
  },
  'expr/syntax': {
    title: 'An expression that cannot be read',
    what: 'The text between `<<` and `>>`, in `filters` or in `when`, is no expression (S5).',
    remedy: 'Compare with `==`; put texts in double quotes.',
  },
  'expr/type': {
    title: 'An operator on values of the wrong type',
    what: '`<` compares integers; `starts-with`, `contains` and `matches` need texts (S5.9).',
    remedy: 'Compare with `==`, or use a value of the right type.',
  },
  'expr/unknown-name': {
    title: 'A name that does not exist',
    what: 'Names begin with `pipeline.`, `parameters.` or `matrix.` (S3.2).',
    remedy: 'Write a full name; to write `<<` itself, write `\\<<`.',
  },
  'expr/unknown-parameter': {
    title: 'A parameter that is not declared',
    what: 'A job, command or executor uses `parameters.x` and does not declare `x` (S3.3).',
    remedy: 'Declare it under `parameters`.',
  },
  'expr/unknown-pipeline-parameter': {
    title: 'A pipeline parameter that is not declared',
    what: '`pipeline.parameters.x` is used and the config does not declare `x` (S3.3).',
    remedy: 'Declare it under `parameters` at the top of the config.',
  },
  'expr/unknown-value': {
    title: 'A pipeline value that does not exist',
    what: 'No pipeline value has this name: it is empty in templates and an error in expressions (S20.3).',
    remedy: 'Use a name of the list of pipeline values.',
  },
}
