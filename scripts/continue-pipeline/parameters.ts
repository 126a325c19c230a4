import { get } from '../../config-src/compiler/1-parse/build.ts'
import { parse } from '../../config-src/compiler/1-parse/parse.ts'
import type { Parameter } from '../../config-src/compiler/2-resolve/config.ts'
import { misfit, readParameters } from '../../config-src/compiler/2-resolve/parameters.ts'
import { pipelineParameters } from '../../config-src/compiler/2-resolve/shapes/parameters.ts'
import { didYouMean } from '../../config-src/compiler/diagnostics/suggest.ts'

/** What CircleCI takes of parameters: how many, and how long their names and values may be (S1.7). */
const most = { entries: 100, key: 128, value: 512 } as const

/** The values that a continuation is given, by name. */
export type Values = Readonly<Record<string, unknown>>

/** What is wrong with values for the pipeline parameters that a config declares, as sentences; CircleCI would refuse them too (S19.7). */
export function problemsWith(
  values: Values,
  configuration: { readonly file: string; readonly text: string },
): readonly string[] {
  const problems: string[] = []
  const document = parse(configuration, problem => problems.push(`${configuration.file}: ${problem.message}`))
  if (!document) return problems
  const declared = readParameters(get(document.root, 'parameters'), pipelineParameters, problem =>
    problems.push(`${configuration.file}: ${problem.message}`),
  )
  const names = Object.keys(values)
  if (names.length > most.entries) problems.push(`${names.length} parameters; CircleCI takes at most ${most.entries}`)
  for (const name of names) problems.push(...problemsOf(name, values[name], declared))
  return problems
}

function problemsOf(name: string, value: unknown, declared: ReadonlyMap<string, Parameter>): readonly string[] {
  const parameter = declared.get(name)
  if (!parameter) {
    const near = didYouMean(name, [...declared.keys()])
    const known = [...declared.keys()].map(key => `"${key}"`).join(', ') || 'none'
    return [`unexpected argument(s): "${name}" is not declared; ${near ?? `declared are ${known}`}`]
  }
  const text = JSON.stringify(value)
  // JSON is YAML: the compiler reads the value as it would read it in a config.
  const node = parse({ file: name, text }, () => {})?.root
  const wrong = node ? misfit(parameter, node) : 'not a value'
  return [
    ...(wrong ? [`type error for argument "${name}": ${wrong}`] : []),
    ...(name.length > most.key ? [`the name "${name}" is longer than ${most.key} characters`] : []),
    ...(String(value).length > most.value ? [`the value of "${name}" is longer than ${most.value} characters`] : []),
  ]
}
