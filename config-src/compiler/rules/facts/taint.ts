import type { Node } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import type { Definition } from '../../2-resolve/config.ts'
import type { Expr } from '../../3-expand/expression/parse.ts'
import { type Part, parseTemplate } from '../../3-expand/template/parse.ts'
import type { Related } from '../../diagnostics/diagnostic.ts'
import type { Facts } from '../facts.ts'
import type { Call } from './calls.ts'
import { type Mention, walkScalars } from './mentions.ts'
import type { Owner } from './steps.ts'

/** Who chooses a value: anybody who can push or open a pull request, or who may start pipelines by hand or by API. */
export type Chooser = 'outsider' | 'caller'

/** A value that somebody else chooses, and how it came here. */
export interface Taint {
  /** The pipeline value or parameter that it is. */
  readonly source: string
  readonly chooser: Chooser
  /** Where the value stands here. */
  readonly mention: Mention
  /** Through which calls it came, innermost first. */
  readonly path: readonly Related[]
}

/** Values whose text an outsider chooses (S20.1): names of branches and tags, texts of commits, pull requests and comments. */
const outsiders =
  /^pipeline\.(git\.(branch|tag)|git\.commit\.(subject|body|author_(login|name|email)|committer_(login|name|email))|event\.github\.(ref|pull_request\.(title|head\.ref)|label\.name|comment\.body)|trigger_parameters\.webhook\.body|trigger_parameters\.(github_app|gitlab|git|bitbucket_dc)\.(ref|branch|tag|full_ref|ref_display_id|label_name|commit_(title|message|author_name|author_email)|user_name|user_username|actor_(name|email)))$/

/** What taint is followed through. */
export interface Followed extends Pick<Facts, 'ask'> {
  readonly calls: () => readonly Call[]
  readonly config: { readonly parameters: ReadonlyMap<string, { readonly type: string }> }
}

/** The values in a node that somebody else chooses, also through parameters of commands and jobs. */
export function taintsIn(node: Node, owner: Owner, facts: Followed): readonly Taint[] {
  return valuesIn(node).flatMap(mention => taintsOf(mention, owner, facts))
}

function taintsOf(mention: Mention, owner: Owner, facts: Followed): Taint[] {
  const { name } = mention
  if (outsiders.test(name)) return [{ source: name, chooser: 'outsider', mention, path: [] }]
  const pipeline = /^pipeline\.parameters\.(.+)$/.exec(name)?.[1]
  if (pipeline !== undefined && facts.config.parameters.get(pipeline)?.type === 'string')
    return [{ source: name, chooser: 'caller', mention, path: [] }]
  const own = /^parameters\.(.+)$/.exec(name)?.[1]
  if (own === undefined || owner.is !== 'definition') return []
  return throughCalls(own, owner.definition, facts).map(way => ({ ...way, mention }))
}

/** A source and the calls through which it reaches a parameter. */
type Way = Omit<Taint, 'mention'>

/** The ways to the parameters of definitions that were followed. */
function knownWays(): Map<Definition, Map<string, readonly Way[]>> {
  return new Map()
}

/** What callers give for a parameter; each source is kept once, by its first way. */
function throughCalls(parameter: string, definition: Definition, facts: Followed): readonly Way[] {
  const known = facts.ask(knownWays)
  const ways = known.get(definition) ?? new Map<string, readonly Way[]>()
  known.set(definition, ways)
  const before = ways.get(parameter)
  if (before) return before
  // Commands that call each other in a circle bring nothing new.
  ways.set(parameter, [])
  const declared = definition.parameters.get(parameter)
  if (declared?.type !== 'string' && declared?.type !== 'any') return []
  const found = new Map<string, Way>()
  for (const call of facts.calls()) {
    if (call.callee !== definition) continue
    const given = call.arguments.find(argument => argument.key === parameter)
    for (const value of given ? valuesIn(given.value) : []) {
      for (const taint of taintsOf(value, call.owner, facts)) {
        const step = {
          message: `"${parameter}" of ${definition.kind} "${definition.name}" gets it here`,
          span: value.span,
        }
        const { source, chooser, path } = taint
        if (!found.has(source)) found.set(source, { source, chooser, path: [step, ...path] })
      }
    }
  }
  const all = [...found.values()]
  ways.set(parameter, all)
  return all
}

/** The names in templates whose value itself becomes part of the text; those that are only compared do not. */
export function valuesIn(node: Node): readonly Mention[] {
  const found: Mention[] = []
  walkScalars(node, scalar => {
    if (!scalar.templated) return
    const visit = (part: Part): void => {
      if (part.kind === 'section') part.parts.forEach(visit)
      if (part.kind !== 'tag') return
      for (const { name, start, end } of valueNames(part.expr))
        found.push({ name, scalar, span: within(scalar, start, end) })
    }
    parseTemplate(scalar.text).parts.forEach(visit)
  })
  return found
}

function valueNames(expr: Expr): readonly { name: string; start: number; end: number }[] {
  if (expr.kind === 'name') return [expr]
  // Of "a and b" the value is b wherever a is true, else nothing of interest.
  if (expr.kind === 'and') return valueNames(expr.right)
  return expr.kind === 'or' ? [...valueNames(expr.left), ...valueNames(expr.right)] : []
}
