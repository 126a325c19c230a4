import { get, scalar } from '../../config-src/compiler/1-parse/build.ts'
import type { Entry, MapNode, Node } from '../../config-src/compiler/1-parse/node.ts'
import { parse } from '../../config-src/compiler/1-parse/parse.ts'
import { evaluateText } from '../../config-src/compiler/3-expand/expression/evaluate.ts'
import { passes, type Ref } from '../../config-src/compiler/3-expand/filter/passes.ts'
import { readFilters } from '../../config-src/compiler/3-expand/filter/read.ts'
import {
  evaluateLogic,
  evaluateStepCondition,
  evaluateWorkflowCondition,
} from '../../config-src/compiler/3-expand/logic/evaluate.ts'
import type { Scope } from '../../config-src/compiler/3-expand/scope.ts'
import { substituteAll } from '../../config-src/compiler/3-expand/template/substitute.ts'
import type { Diagnostic, Report } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { flow } from './flow.ts'
import { frame, lineOf } from './frame.ts'

/**
 * What the language answers to each case of a file. `values` are the names that exist, `profile` says whose rules hold, and
 * each key of `cases` says how its value is read: `expression`, `template`, `logic`, `when`, `condition` or `filters`.
 */
export function answers(text: string): string {
  const source = { file: 'input.yml', text }
  const faults: string[] = []
  const document = parse(source, diagnostic => faults.push(diagnostic.message))
  if (document?.root.kind !== 'map' || faults.length > 0) throw new Error(`a fixture that is no YAML: ${faults.join()}`)
  const root = document.root
  const cases = get(root, 'cases')
  if (cases?.kind !== 'seq') throw new Error('a fixture without cases')
  return cases.items.map(item => `${answer(item, root)}\n`).join('\n')
}

function answer(item: Node, root: MapNode): string {
  if (item.kind !== 'map') throw new Error('a case is a map')
  const [entry] = item.entries
  if (entry === undefined) throw new Error('a case has one key at least')
  const found: Diagnostic[] = []
  const result = read(entry, item, { scope: scopeOf(root), report: diagnostic => found.push(diagnostic) })
  const head = `${lineOf(entry.keyNode.span)}: ${entry.key} ${flow(entry.value)}`
  return [head, `   => ${result}`, ...found.map(frame)].join('\n')
}

interface Site {
  readonly scope: Scope
  readonly report: Report
}

function read({ key, value }: Entry, item: MapNode, { scope, report }: Site): string {
  switch (key) {
    case 'expression':
      return value.kind === 'scalar' ? shown(evaluateText(value, scope, report)) : 'no expression'
    case 'template':
      return flow(substituteAll(value, scope, report))
    case 'logic':
      return String(evaluateLogic(value, scope, report))
    case 'when':
      return String(evaluateWorkflowCondition(value, scope, report))
    case 'condition':
      return String(evaluateStepCondition(value, scope, report))
    case 'filters':
      return filtered(value, get(item, 'refs'), { scope, report })
    default:
      throw new Error(`no way to read "${key}"`)
  }
}

function shown(value: ReturnType<typeof evaluateText>): string {
  if (value === undefined) return 'undefined'
  if (typeof value === 'string') return JSON.stringify(value)
  if (typeof value !== 'object') return String(value)
  return value.kind === 'pattern' ? `/${value.source}/` : flow(value)
}

/** One answer for each pipeline of `refs`, written `branch x` or `tag x`. */
function filtered(value: Node, on: Node | undefined, site: Site): string {
  const isAbsent = value.kind === 'scalar' && value.type === 'null'
  const filters = isAbsent ? undefined : readFilters(value, site.scope, site.report)
  const refs = on?.kind === 'seq' ? on.items.map(ref => (ref.kind === 'scalar' ? ref.text : '')) : []
  return refs
    .map(text => {
      const ref: Ref = text.startsWith('tag ') ? { tag: text.slice(4) } : { branch: text.slice('branch '.length) }
      return `${text}: ${passes(filters, ref, withRef(site, ref)) ? 'run' : 'skip'}`
    })
    .join(', ')
}

function withRef({ scope, report }: Site, ref: Ref): Site {
  const find = (name: string): ReturnType<Scope['find']> => {
    const { node } = scope.find('nothing')
    if (name === 'pipeline.git.branch') return { node: scalar(ref.branch ?? null, node.span) }
    if (name === 'pipeline.git.tag') return { node: scalar(ref.tag ?? null, node.span) }
    return scope.find(name)
  }
  return { report, scope: { ...scope, find } }
}

function scopeOf(root: MapNode): Scope {
  const values = get(root, 'values')
  const profile = get(root, 'profile')
  return {
    profile: profile?.kind === 'scalar' && profile.text === 'legacy' ? 'legacy' : 'next',
    find: name => {
      const node = get(values, name)
      if (node) return { node }
      const message = `Referred to a variable "${name}" that does not exist`
      return { node: scalar(null, root.span), problem: { rule: 'expr/unknown-name', severity: 'error', message } }
    },
  }
}
