import cacheKeyStatic from './cache/key-static.ts'
import type { Rule } from './rule.ts'
import shellMaskedFailure from './shell/masked-failure.ts'

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [cacheKeyStatic, shellMaskedFailure]
