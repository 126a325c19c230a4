import { type Command, InvalidArgumentError } from 'commander'
import { pipelineValues } from '../../config-src/compiler/2-resolve/pipeline-values.ts'
import type { Value } from '../../config-src/compiler/3-expand/run.ts'
import type { Profile } from '../../config-src/compiler/3-expand/scope.ts'
import type { Options } from '../../config-src/compiler/compile.ts'
import { suggest } from '../../config-src/compiler/diagnostics/suggest.ts'
import { UsageError } from './exit.ts'
import { type OrbOptions, readOrbs } from './orbs.ts'

/** What commander read of the options that every command about one config takes. */
export interface CommonOptions extends OrbOptions {
  readonly compiler?: Profile
  readonly branch?: string
  readonly tag?: string
  readonly param?: Readonly<Record<string, string>>
  readonly value?: Readonly<Record<string, string>>
}

/** Adds the options that say how a config is compiled. */
export function addCompilerOptions(command: Command): Command {
  return command
    .option(
      '--compiler <generation>',
      "which generation of CircleCI's compiler to follow: next or legacy (default: next, legacy for version 2)",
      generation,
    )
    .option('--orb <name@version=file>', 'the published source of an orb (repeat)', append)
    .option('--orbs <folder>', 'a folder with namespace/name@version.yml files (repeat)', append)
}

/** Adds the options that give values to the pipeline. */
export function addValueOptions(command: Command): Command {
  return addParameterOptions(
    command
      .option('--branch <name>', 'the branch that the pipeline runs for (pipeline.git.branch)')
      .option('--tag <name>', 'the tag that the pipeline runs for (pipeline.git.tag)'),
  )
}

/** Adds the options that give values to the pipeline whatever it runs for. */
export function addParameterOptions(command: Command): Command {
  return command
    .option('--param <name=value>', 'a pipeline parameter (repeat)', pair)
    .option('--value <pipeline.x=value>', 'any other pipeline value (repeat)', pair)
}

/** The options of a compilation, from those of the command line. `declared` types the parameters by their declarations. */
export async function settingsOf(options: CommonOptions): Promise<Omit<Options, 'parameters'>> {
  const values: Record<string, Value> = {}
  for (const [name, text] of Object.entries(options.value ?? {})) {
    const full = name.startsWith('pipeline.') ? name : `pipeline.${name}`
    values[full] = pipelineValue(full, text)
  }
  if (options.branch !== undefined) values['pipeline.git.branch'] = options.branch
  if (options.tag !== undefined) values['pipeline.git.tag'] = options.tag
  if (values['pipeline.git.branch'] !== undefined && values['pipeline.git.tag'] !== undefined)
    throw new UsageError('a pipeline runs for a branch or for a tag, not for both')
  if (values['pipeline.git.branch'] === '' || values['pipeline.git.tag'] === '')
    throw new UsageError('a branch or a tag has a name: an empty one was given')
  const orbs = await readOrbs(options)
  return { values, orbs, ...(options.compiler ? { compiler: options.compiler } : {}) }
}

function pipelineValue(name: string, text: string): Value {
  const parameter = /^pipeline\.parameters\.(.+)$/.exec(name)?.[1]
  if (parameter !== undefined) throw new UsageError(`${name} is a parameter: give it with --param ${parameter}=…`)
  const known = pipelineValues.get(name)
  if (!known) {
    const near = suggest(name, [...pipelineValues.keys()])
    throw new UsageError(`there is no pipeline value ${name}${near ? `: did you mean ${near}?` : ''}`)
  }
  const value = typed(text, known.type)
  if (typeof value === 'string' && known.type !== 'string')
    throw new UsageError(`${name} is ${known.type === 'integer' ? 'an integer' : 'true or false'}, not "${text}"`)
  return value
}

/** A value from the command line, as the type that is wanted; what does not fit stays text, for the compiler to complain of. */
export function typed(text: string, type: string): Value {
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text)
  return text
}

function generation(text: string): Profile {
  if (text === 'next' || text === 'legacy') return text
  throw new InvalidArgumentError('it is next or legacy.')
}

function append(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** Reads `name=value`, as often as it is given. */
export function pair(text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('it must be name=value.')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}
