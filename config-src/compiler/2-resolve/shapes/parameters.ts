import { anything, type Field, type Keys, may, mayBeEmpty, must, scalar, text } from '../shape.ts'

/** The types that a parameter of a command, a job or an executor may have (S7.2). */
export const elementTypes = ['string', 'boolean', 'integer', 'enum', 'executor', 'steps', 'env_var_name'] as const

/** The types that a pipeline parameter may have (S7.2). */
export const pipelineTypes = ['string', 'boolean', 'integer', 'enum'] as const

/** The type of a parameter. */
export type ParameterType = (typeof elementTypes)[number]

function declaration(types: readonly string[], fallback: Field): Keys {
  return {
    is: 'keys',
    keys: {
      type: must({ is: 'text', words: types }),
      default: fallback,
      description: mayBeEmpty(text),
      enum: may({ is: 'list', of: scalar, least: 1 }),
    },
    others: 'refuse',
  }
}

/** `parameters` of a command, a job or an executor (S7.1). */
export const parameters: Keys = {
  is: 'keys',
  keys: {},
  others: { each: declaration(elementTypes, may(anything)), called: 'parameter' },
}

/** `parameters` of the pipeline: each must have a default (S7.3). */
export const pipelineParameters: Keys = {
  is: 'keys',
  keys: {},
  others: { each: declaration(pipelineTypes, must(anything)), called: 'pipeline parameter' },
}
