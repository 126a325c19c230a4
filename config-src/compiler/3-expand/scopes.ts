import { scalar } from '../1-parse/build.ts'
import type { Node } from '../1-parse/node.ts'
import type { Library, Parameter } from '../2-resolve/config.ts'
import { pipelineValues } from '../2-resolve/pipeline-values.ts'
import type { RuleId, Severity } from '../diagnostics/diagnostic.ts'
import { listed, suggest } from '../diagnostics/suggest.ts'
import { unknown, unset } from './bound.ts'
import type { Run } from './run.ts'
import type { Found, Scope } from './scope.ts'

/** The scope of a workflow, and the outermost part of every other one: pipeline values and parameters (S3.2). */
export function pipelineScope(run: Run, home: Library): Scope {
  return scopeOf(run, name => findPipeline(run, home, name) ?? outOfScope(run, name))
}

/**
 * The scope of bare expressions, where a name that does not exist is an error rather than empty text (S6.11, S17.14, S20.3).
 */
export function expressionScope(run: Run): Scope {
  const { library } = run.config
  return scopeOf(run, name => {
    const found = findPipeline(run, library, name)
    if (found?.problem?.rule !== 'expr/unknown-value') return found ?? outOfScope(run, name)
    return { ...found, problem: { ...found.problem, severity: 'error' } }
  })
}

/** The scope of a job entry that has a matrix: `matrix.x` besides the pipeline's names (S3.2). */
export function matrixScope(run: Run, values: ReadonlyMap<string, Node>): Scope {
  return scopeOf(run, name => {
    if (!name.startsWith('matrix.')) return findPipeline(run, run.config.library, name) ?? outOfScope(run, name)
    const value = values.get(name.slice('matrix.'.length))
    return value ? { node: value } : noMatrixParameter(run, name, [...values.keys()])
  })
}

/** What a definition's body sees: its own parameters and the pipeline's names (S3.2). */
export interface Body {
  readonly home: Library
  readonly declared: ReadonlyMap<string, Parameter>
  readonly arguments: ReadonlyMap<string, Node>
}

/** The scope of a body. */
export function bodyScope(run: Run, body: Body): Scope {
  return scopeOf(run, name => {
    if (!name.startsWith('parameters.')) return findPipeline(run, body.home, name) ?? outOfScope(run, name)
    const own = name.slice('parameters.'.length)
    const value = body.arguments.get(own)
    return value ? { node: value } : undeclared(run, name, [...body.declared.keys()])
  })
}

function scopeOf(run: Run, find: (name: string) => Found): Scope {
  const { profile, filters } = run
  return { profile, filters, find }
}

/** The place of values that stand in no file. */
function nowhere(run: Run): Node['span'] {
  const { source } = run.config.document
  return { source, start: 0, end: 0 }
}

function findPipeline(run: Run, home: Library, name: string): Found | undefined {
  if (!name.startsWith('pipeline.')) return undefined
  if (name.startsWith('pipeline.parameters.')) return findParameter(run, home, name)
  const given = run.values[name]
  if (given !== undefined) return { node: final(run, given) }
  const node = unset(final(run, null), name)
  if (pipelineValues.has(name)) return { node }
  const near = suggest(name, [...pipelineValues.keys()])
  const message = `Referred to a variable "${name}" that does not exist: no pipeline value is called so, it is always empty`
  return { node, problem: { rule: 'expr/unknown-value', severity: 'warning', message, ...meant(near) } }
}

function final(run: Run, value: string | number | boolean | null): Node {
  return { ...scalar(value, nowhere(run)), templated: false }
}

function meant(near: string | undefined): { help?: string } {
  return near ? { help: `did you mean "${near}"?` } : {}
}

/** Undeclared pipeline parameters are null in the legacy compiler, an error in the next (S3.3); orbs see none (S3.2). */
function findParameter(run: Run, home: Library, name: string): Found {
  const own = name.slice('pipeline.parameters.'.length)
  const value = home.isOrb ? undefined : run.parameters.get(own)
  if (value) return { node: value }
  const known = [...run.parameters.keys()]
  const near = suggest(own, known)
  const message = home.isOrb
    ? `Referred to a variable "${name}" that does not exist: an orb does not see the pipeline parameters of the config`
    : `Referred to a variable "${name}" that does not exist: the config declares ${known.length ? `only ${listed(known)}` : 'no pipeline parameters'}`
  return {
    node: missingParameter(run),
    problem: { ...undeclaredParameter(run), message, ...meant(near && `pipeline.parameters.${near}`) },
  }
}

/** Null in the legacy compiler, whatever is wanted there; in the next one nothing more is said of it (S3.3). */
function missingParameter(run: Run): Node {
  return run.profile === 'next' ? unknown(nowhere(run)) : unset(final(run, null))
}

function undeclaredParameter({ profile }: Run): { readonly rule: RuleId; readonly severity: Severity } {
  return { rule: 'expr/unknown-pipeline-parameter', severity: profile === 'next' ? 'error' : 'warning' }
}

/** The scope of the default of a pipeline parameter: pipeline values, and no other parameter (S3.2, S3.6). */
export function defaultScope(run: Run): Scope {
  return scopeOf(run, name => {
    if (!name.startsWith('pipeline.parameters.'))
      return findPipeline(run, run.config.library, name) ?? outOfScope(run, name)
    const message = `Referred to a variable "${name}" that does not exist: the default of a pipeline parameter sees no other one`
    return { node: missingParameter(run), problem: { ...undeclaredParameter(run), message } }
  })
}

function undeclared(run: Run, name: string, known: readonly string[]): Found {
  const near = suggest(name.slice('parameters.'.length), known)
  const declares = known.length ? `declared here: ${listed(known)}` : 'nothing is declared here'
  return {
    node: unknown(nowhere(run)),
    problem: {
      rule: 'expr/unknown-parameter',
      severity: 'error',
      message: `Arguments referenced without declared parameters: ${name}; ${declares}`,
      ...(near
        ? meant(`parameters.${near}`)
        : { help: `declare "${name.slice('parameters.'.length)}" under "parameters"` }),
    },
  }
}

function noMatrixParameter(run: Run, name: string, known: readonly string[]): Found {
  const near = suggest(name.slice('matrix.'.length), known)
  return {
    node: unknown(nowhere(run)),
    problem: {
      rule: 'matrix/unknown-parameter',
      severity: 'error',
      message: `Referred to a variable "${name}" that does not exist: the matrix has ${known.join(', ') || 'no parameters'}`,
      ...meant(near && `matrix.${near}`),
    },
  }
}

/** A name that exists nowhere, or not here (S3.3, S5.12). */
function outOfScope(run: Run, name: string): Found {
  const kind = name.slice(0, name.indexOf('.') + 1)
  const node = unknown(nowhere(run))
  if (kind === 'parameters.') {
    const message = `Arguments referenced without declared parameters: ${name}; only the bodies of jobs, commands and executors see them, not workflows or defaults`
    const near = run.parameters.has(name.slice(kind.length)) ? `pipeline.${name}` : undefined
    return { node, problem: { rule: 'expr/out-of-scope', severity: 'error', message, ...meant(near) } }
  }
  if (kind === 'matrix.') {
    const message = `Referred to a variable "${name}" that does not exist: only the entry of a job with a matrix has matrix values`
    return { node, problem: { rule: 'expr/out-of-scope', severity: 'error', message } }
  }
  const message = `Referred to a variable "${name}" that does not exist`
  const help = 'names begin with "pipeline.", "parameters." or "matrix."; to write << itself, write \\<<'
  return { node, problem: { rule: 'expr/unknown-name', severity: 'error', message, help } }
}
