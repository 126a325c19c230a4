import type { Node, ScalarNode } from '../1-parse/node.ts'
import type { Definition, Library } from '../2-resolve/config.ts'
import type { Unset } from '../2-resolve/match.ts'
import { pipelineValues } from '../2-resolve/pipeline-values.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import type { Scope } from './scope.ts'
import { references } from './template/parse.ts'

/**
 * A value that was passed as an argument and still means something in the scope where it was written (S3.4, S7.17): steps
 * whose commands and templates are the caller's, or an executor whose name is.
 */
export type Bound = Node & { readonly closure: Closure }

/** The scope in which a value was written. */
export interface Closure {
  readonly home: Library
  readonly scope: Scope
  /** The commands in whose text it stands: only what stands in itself is a circle. */
  readonly path: readonly Definition[]
}

/** Ties a value to the scope in which it was written; one that is tied already stays so. */
export function tie(node: Node, closure: Closure): Node {
  if (closureOf(node)) return node
  // What is tied is read in its own scope later on, so nobody else looks for templates in it.
  const bound: Bound = { ...node, templated: false, closure }
  return bound
}

/** The scope that a value is tied to, if any. */
export function closureOf(node: Node): Closure | undefined {
  return 'closure' in node ? (node as Bound).closure : undefined
}

/** A value that nobody knows: a missing argument, or a parameter of a job that nothing calls. It fits everywhere. */
export interface Unknown {
  readonly unknown: true
}

/** Builds a value that nobody knows. */
export function unknown(span: Span): ScalarNode & Unknown {
  return { kind: 'scalar', type: 'null', value: null, text: '', style: 'plain', span, templated: false, unknown: true }
}

/** Whether a value is one that nobody knows. */
export function isUnknown(node: Node): boolean {
  return 'unknown' in node
}

/** Marks a null as the value of a pipeline value that was not set; a name that the server does not know has no type. */
export function unset(node: Node, name?: string): Node & Unset {
  return { ...node, unset: (name !== undefined && pipelineValues.get(name)?.type) || 'unknown' }
}

/** Whether a value is that of a pipeline value that was not set: of it no more than the type is known. */
export function isUnset(node: Node): node is Node & Unset {
  return 'unset' in node
}

/** Whether a text holds a template with a pipeline value that was not set: nobody knows what it says. */
export function holdsUnset(text: string, scope: Scope): boolean {
  return references(text).some(({ name }) => isUnset(scope.find(name).node))
}
