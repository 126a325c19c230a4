import type { Explanations } from './explanation.ts'

/** What the complaints about matrices mean. */
export const matrix: Explanations = {
  'matrix/empty': {
    title: 'A matrix without a job',
    what: 'Every combination is excluded, or a list is empty (S14.7).',
    remedy: 'Leave at least one combination.',
  },
  'matrix/given-twice': {
    title: 'A parameter given twice',
    what: 'A parameter is in the matrix and an argument as well (S14.2). CircleCI accepts it; the values of the matrix count.',
    remedy: 'Remove the argument.',
  },
  'matrix/no-parameters': {
    title: 'A matrix without parameters',
    what: 'A matrix needs `parameters` (S14.1).',
    remedy: 'Add them, or remove the matrix.',
  },
  'matrix/not-a-list': {
    title: 'Values of a matrix that are no list',
    what: 'Each parameter of a matrix has a list of values (S14.3).',
    remedy: 'Write a list.',
  },
  'matrix/too-many-jobs': {
    title: 'A matrix of more than 128 jobs',
    what: 'A matrix expands to 128 jobs at most (S14.8).',
    remedy: 'Use fewer values.',
  },
  'matrix/unknown-parameter': {
    title: 'A matrix value that does not exist',
    what: '`matrix.x` names no parameter of the matrix (S14.11).',
    remedy: 'Correct the name.',
  },
}
