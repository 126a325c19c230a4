import { get } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import { error, warning } from '../diagnostics/complain.ts'
import type { Diagnostic, Report } from '../diagnostics/diagnostic.ts'
import { describe, inside, match, type Place, quote } from './match.ts'
import { bareSteps, builtins } from './shapes/step.ts'

/** A step that was read: which one, and what it is given (`body` is undefined for a bare name). */
export interface Step {
  readonly name: string
  readonly node: Node
  readonly nameNode: Node
  readonly body?: Node
}

/** Checks the shape of a list of steps, conditions included; names are looked up elsewhere (S12.1). */
export function checkSteps(node: Node, place: Place): void {
  if (node.kind !== 'seq') return
  for (const item of node.items) {
    if (item.kind === 'seq') {
      place.report(nestedList(item, place.what))
      checkSteps(item, place)
      continue
    }
    const step = readStep(item, place)
    if (step) checkStep(step, place)
  }
}

/** CircleCI takes the steps of a list in a list as if they stood there by themselves, though its schema knows no such thing. */
function nestedList(node: Node, what: string): Diagnostic {
  return warning(
    'style/nested-steps',
    node.span,
    `a list stands in the list of steps of ${what}: its steps are taken, but nothing documents it`,
    'make a command of these steps, and call it here',
  )
}

/** Reads one step, or complains that it is none (S12.1). */
export function readStep(node: Node, place: Place): Step | undefined {
  if (node.kind === 'scalar' && node.type === 'string') return { name: node.value, node, nameNode: node }
  if (node.kind !== 'map') {
    place.report(
      error(
        'schema/shape',
        node.span,
        `a step must be a string or a map with one key, found: ${describe(node)}, in ${place.what}`,
      ),
    )
    return undefined
  }
  const [first, ...rest] = node.entries
  if (!first) {
    place.report(
      error(
        'schema/shape',
        node.span,
        `a step must be a string or a map with one key, found an empty map in ${place.what}`,
      ),
    )
    return undefined
  }
  if (rest.length > 0) {
    severalKeys(first, rest, place.report)
    return undefined
  }
  return { name: first.key, node, nameNode: first.keyNode, body: first.value }
}

/** A command with a colon and nothing after it: refused, but in steps that are given as an argument (S10.2). */
function nothingGiven({ name, nameNode }: Step, { what, isArgument }: Place): Diagnostic {
  const complain = isArgument ? warning : error
  const message = `expected type: map, found: nothing, for step "${name}" in ${what}`
  return complain('schema/type', nameNode.span, message, `write it without the colon, as "- ${name}"`)
}

/** Step keys that stand beside the name instead of below it (S10.5). */
function severalKeys(first: Entry, rest: readonly Entry[], report: Report): void {
  const names = rest.map(({ key }) => quote(key)).join(', ')
  const span = rest[0]?.keyNode.span ?? first.keyNode.span
  const empty = first.value.kind === 'scalar' && first.value.type === 'null'
  const help = empty
    ? `indent ${names} below "${first.key}"`
    : `give each step a dash of its own, or indent ${names} below "${first.key}"`
  report(
    error('schema/shape', span, `a step must be a map with one key: found ${names} beside ${quote(first.key)}`, help),
  )
}

function checkStep(step: Step, place: Place): void {
  const shape = Object.hasOwn(builtins, step.name) ? builtins[step.name] : undefined
  if (!shape || place.shadowing?.has(step.name)) {
    if (step.body?.kind === 'scalar' && step.body.type === 'null') place.report(nothingGiven(step, place))
    return
  }
  if (step.body === undefined) return
  const what = `step "${step.name}" in ${place.what}`
  const head = step.nameNode.span
  if (step.body.kind === 'scalar' && step.body.type === 'null' && bareSteps.includes(step.name)) return
  match(step.body, shape, inside(place, what, head))
  if (step.name === 'when' || step.name === 'unless') {
    const steps = get(step.body, 'steps')
    if (steps?.kind === 'map') readStep(steps, place)
    else if (steps) checkSteps(steps, place)
  } else if (step.name === 'steps') checkSteps(step.body, place)
}
