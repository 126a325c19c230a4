import { pipelineValues } from '../../config-src/compiler/2-resolve/pipeline-values.ts'
import { type Case, casesOf, onlyIn } from '../../config-src/compiler/4-plan/diff/cases.ts'
import { compare, type Side } from '../../config-src/compiler/4-plan/diff/compare.ts'
import type { Difference } from '../../config-src/compiler/4-plan/diff/difference.ts'
import { compile, type Options } from '../../config-src/compiler/compile.ts'
import type { Diagnostic, Source } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { checksThatCannotFail } from '../../config-src/compiler/rules/facts/masked.ts'

/** Two texts of a config; one of them may not exist. */
export interface Texts {
  readonly old?: Source
  readonly new?: Source
}

/** What a change does, or why a side cannot be compiled. */
export type Compared = { readonly difference: Difference } | { readonly errors: readonly Diagnostic[] }

/** Pipeline values that hold on both sides: those that people give, by full name or by the name of a parameter. */
export type Given = Pick<Options, 'compiler' | 'orbs' | 'values' | 'parameterTexts'>

/** Compiles both texts with all their workflows and compares what they do, for values that make a difference too. */
export function compareTexts(texts: Texts, given: Given = {}): Compared {
  const base = compareFor(texts, given, false)
  if ('errors' in base) return base
  const found = base.cases
    .filter(({ name }) => !isGiven(name, given))
    .flatMap(one => {
      const compared = compareFor(texts, givenAlso(given, one), true)
      // A value that one side refuses tells nothing.
      return 'errors' in compared ? [] : [{ where: whereText(one), difference: compared.difference }]
    })
  const conditional = onlyIn(found, base.difference)
  return { difference: { ...base.difference, conditional } }
}

function whereText({ name, value }: Case): string {
  return `\`${name}\` is ${value === '' ? 'empty' : `\`${value}\``}`
}

type Once =
  | { readonly difference: Difference; readonly cases: readonly Case[] }
  | { readonly errors: readonly Diagnostic[] }

function compareFor({ old, new: now }: Texts, given: Given, withoutReach: boolean): Once {
  const sides = { old: old && sideOf(old, given), new: now && sideOf(now, given) }
  const errors = [sides.old, sides.new].flatMap(side => side?.errors ?? [])
  if (errors.length > 0) return { errors }
  const both = [sides.old?.side, sides.new?.side].flatMap(side => side ?? [])
  const { values = {}, parameterTexts = {} } = given
  const fixed = new Map(Object.entries(values).map(([name, value]) => [name, value ?? undefined] as const))
  for (const name of Object.keys(parameterTexts))
    fixed.set(`pipeline.parameters.${name}`, parameter(name, given, both.at(-1)))
  const difference = compare({
    ...(sides.old?.side ? { old: sides.old.side } : {}),
    ...(sides.new?.side ? { new: sides.new.side } : {}),
    fixed,
    cannotFail: checksThatCannotFail,
    withoutReach,
  })
  return { difference, cases: withoutReach || both.length < 2 ? [] : casesOfAll(both) }
}

function casesOfAll(sides: readonly Side[]): readonly Case[] {
  const all = sides.flatMap(({ expanded, profile }) => casesOf(expanded.config, profile))
  return [...new Map(all.map(one => [`${one.name} ${one.value}`, one])).values()]
}

function isGiven(name: string, { values = {}, parameterTexts = {} }: Given): boolean {
  return name in values || name.replace(/^pipeline\.parameters\./, '') in parameterTexts
}

function givenAlso(given: Given, { name, value }: Case): Given {
  const parameter = /^pipeline\.parameters\.(.+)$/.exec(name)?.[1]
  if (parameter === undefined) return { ...given, values: { ...given.values, [name]: value } }
  return { ...given, parameterTexts: { ...given.parameterTexts, [parameter]: String(value) } }
}

/** A parameter that was given as text, as the type that its declaration says. */
function parameter(name: string, { parameterTexts }: Given, side: Side | undefined): string | number | boolean {
  const text = parameterTexts?.[name] ?? ''
  const type = side?.expanded.config.parameters.get(name)?.type
  if (type === 'boolean') return text === 'true'
  return type === 'integer' ? Number(text) : text
}

/**
 * Texts that stand for pipeline values nobody gave, as a template names them: a script that mentions another value is another
 * script.
 */
const standIns = Object.fromEntries(
  [...pipelineValues].flatMap(([name, { type }]) => (type === 'string' ? [[name, `<< ${name} >>`] as const] : [])),
)

function sideOf(
  { file, text }: Source,
  given: Given,
): { readonly side?: Side; readonly errors: readonly Diagnostic[] } {
  const options = { ...given, file, lint: false, keepAll: true }
  const named = compile(text, { ...options, values: { ...standIns, ...given.values } })
  // Where only some values fit, such as those of an enum, a text that stands for any is refused.
  const { expanded, profile, diagnostics } = named.diagnostics.some(isError) ? compile(text, options) : named
  const errors = diagnostics.filter(isError)
  return { errors, ...(expanded && errors.length === 0 ? { side: { expanded, profile } } : {}) }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}
