import type { RuleId } from '../diagnostics/diagnostic.ts'
import type { Pair } from './together.ts'

/**
 * What a value may look like. Sections of a config are described by shapes as data: the check, the messages, the allowed
 * keys and the "did you mean" all come from them. A string with a template may stand for anything (S4.1).
 */
export type Shape = Anything | Text | Flag | Whole | Scalar | List | Keys | ByKind

/** Anything at all: not looked into. */
export interface Anything {
  readonly is: 'anything'
}

/**
 * A string; `numbers` also takes plain numbers, `words` lists the only values, `pattern` must match (said by `like`). What the
 * server takes without it being meant does not match `usual`, and is warned of.
 */
export interface Text {
  readonly is: 'text'
  readonly numbers?: boolean
  readonly words?: readonly string[]
  readonly pattern?: RegExp
  readonly usual?: RegExp
  readonly like?: string
  readonly rule?: RuleId
}

/** A boolean. */
export interface Flag {
  readonly is: 'flag'
}

/** A whole number within bounds. */
export interface Whole {
  readonly is: 'whole'
  readonly least?: number
  readonly most?: number
  readonly rule?: RuleId
}

/** Any scalar: string, number, boolean, null. */
export interface Scalar {
  readonly is: 'scalar'
}

/** A list of at least `least` values. */
export interface List {
  readonly is: 'list'
  readonly of: Lazy
  readonly least?: number
}

/** A map with known keys, or (`others` with `each`) with names for keys. */
export interface Keys {
  readonly is: 'keys'
  readonly keys: Readonly<Record<string, Field>>
  /** What happens to other keys: refused by the server, tolerated with a warning, ignored, or names of such values. */
  readonly others: 'refuse' | 'warn' | 'ignore' | { readonly each: Lazy; readonly called: string }
  readonly least?: number
  /** Keys of which one at least must be there. */
  readonly oneOf?: readonly string[]
  /** The complaint about a required key that is absent, where it is not the usual one. */
  readonly missing?: { readonly rule: RuleId; readonly message: string }
  /** Keys that need or exclude each other. */
  readonly pairs?: readonly Pair[]
  /** Where a key that people put here by mistake belongs: `filters: 'the entry of the job in a workflow'`. */
  readonly elsewhere?: Readonly<Record<string, string>>
}

/** A choice by the kind of the value. */
export interface ByKind {
  readonly is: 'byKind'
  readonly scalar?: Lazy
  readonly map?: Lazy
  readonly seq?: Lazy
  /** What is expected, in words: `a string or a map`. */
  readonly say: string
}

/** A shape, or a function giving it where shapes contain themselves. */
export type Lazy = Shape | (() => Shape)

/** One key of a map. */
export interface Field {
  readonly shape: Lazy
  readonly required?: boolean
  /** Whether an empty value is the same as no key. */
  readonly nullable?: boolean
  /** Whether it is read without being recommended: messages do not offer it. */
  readonly deprecated?: boolean
}

/** A field that may be left out. */
export function may(shape: Lazy): Field {
  return { shape }
}

/** A field that may be left out or left empty. */
export function mayBeEmpty(shape: Lazy): Field {
  return { shape, nullable: true }
}

/** A field that must be there. */
export function must(shape: Lazy): Field {
  return { shape, required: true }
}

/** The shape that takes anything. */
export const anything: Anything = { is: 'anything' }

/** The shape of a string. */
export const text: Text = { is: 'text' }

/** The shape of a boolean. */
export const flag: Flag = { is: 'flag' }

/** The shape of any scalar. */
export const scalar: Scalar = { is: 'scalar' }

/** A string or a list of strings. */
export const texts: ByKind = {
  is: 'byKind',
  scalar: text,
  seq: { is: 'list', of: text },
  say: 'a string or a list of strings',
}
