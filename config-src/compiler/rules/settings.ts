import { get } from '../1-parse/build.ts'
import type { Entry, Node } from '../1-parse/node.ts'
import { parse } from '../1-parse/parse.ts'
import { match } from '../2-resolve/match.ts'
import { type Keys, may, mayBeEmpty, scalar, texts } from '../2-resolve/shape.ts'
import { error } from '../diagnostics/complain.ts'
import type { Report, RuleId, Severity, Source } from '../diagnostics/diagnostic.ts'
import { didYouMean } from '../diagnostics/suggest.ts'
import { matchesGlob } from './glob.ts'

/** A severity that the owner of a config gives to a rule, or `off`. */
export type Wanted = Severity | 'off'

/** What the people who own a config decided about rules: the content of `circlec.yml`. */
export interface RuleSettings {
  /** Severities everywhere, by rule or area (`shell/*`). */
  readonly rules: readonly (readonly [pattern: string, wanted: Wanted])[]
  /** Severities in files, by a pattern of their paths; the last one that fits counts. */
  readonly paths: readonly { readonly path: string; readonly rules: RuleSettings['rules'] }[]
  /** Names of jobs that deploy. */
  readonly deployJobs: readonly string[]
  /** Names of contexts that hold the secrets of production. */
  readonly productionContexts: readonly string[]
  /** The only contexts that exist; any where this is not said. */
  readonly contexts?: readonly string[]
  /** Orbs that may be used, and orbs that may not, as `namespace/name` or `namespace/*`. */
  readonly allowedOrbs?: readonly string[]
  readonly forbiddenOrbs: readonly string[]
}

/** What holds where there is no `circlec.yml`. */
export const defaultSettings: RuleSettings = {
  rules: [],
  paths: [],
  deployJobs: ['*deploy*', '*release*', '*publish*'],
  productionContexts: ['*prod', '*prod-*', '*production*', 'prod*'],
  forbiddenOrbs: [],
}

const words: readonly Wanted[] = ['off', 'info', 'warning', 'error']
// YAML 1.1 reads a bare off as a boolean, so the words are compared where the value is read.
const rules: Keys = { is: 'keys', keys: {}, others: { each: scalar, called: 'rule' } }
const shape: Keys = {
  is: 'keys',
  keys: {
    rules: mayBeEmpty(rules),
    paths: mayBeEmpty({ is: 'keys', keys: {}, others: { each: rules, called: 'path' } }),
    'deploy-jobs': may(texts),
    'production-contexts': may(texts),
    contexts: may(texts),
    'allowed-orbs': may(texts),
    'forbidden-orbs': may(texts),
  },
  others: 'refuse',
}

/** Reads `circlec.yml`. What does not fit is reported with its place and left out. `known` are the ids that exist. */
export function readSettings(source: Source, known: readonly string[], report: Report): RuleSettings {
  if (/^\s*(#.*\s*)*$/.test(source.text)) return defaultSettings
  const root = parse(source, report)?.root
  if (!root) return defaultSettings
  match(root, shape, { what: source.file, report })
  const read = (node: Node | undefined) => readRules(node, known, report)
  const paths = get(root, 'paths')
  return {
    ...defaultSettings,
    rules: read(get(root, 'rules')),
    paths: entriesOf(paths).map(({ key, value }) => ({ path: key, rules: read(value) })),
    ...lists(root),
  }
}

function lists(root: Node): Partial<RuleSettings> {
  const names = {
    deployJobs: 'deploy-jobs',
    productionContexts: 'production-contexts',
    contexts: 'contexts',
    allowedOrbs: 'allowed-orbs',
    forbiddenOrbs: 'forbidden-orbs',
  }
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, key]) => {
      const node = get(root, key)
      return node ? [[name, textsOf(node)]] : []
    }),
  )
}

function textsOf(node: Node): readonly string[] {
  const items = node.kind === 'seq' ? node.items : [node]
  return items.flatMap(item => (item.kind === 'scalar' ? [item.text] : []))
}

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : []
}

function readRules(node: Node | undefined, known: readonly string[], report: Report): RuleSettings['rules'] {
  return entriesOf(node).flatMap(({ key, keyNode, value }) => {
    if (!known.some(id => matchesGlob(id, key))) {
      const near = didYouMean(key, known)
      report(error('settings/unknown-rule', keyNode.span, `there is no rule "${key}"`, ...(near ? [near] : [])))
      return []
    }
    if (value.kind !== 'scalar') return []
    const wanted = words.find(word => word === value.text)
    if (wanted) return [[key, wanted] as const]
    report(error('schema/enum', value.span, `"${value.text}" is no severity: expected one of ${words.join(', ')}`))
    return []
  })
}

/** The severity that settings give a rule in a file; undefined where they say nothing. */
export function severityOf(id: RuleId, file: string, settings: RuleSettings): Wanted | undefined {
  if (settings.rules.length === 0 && settings.paths.length === 0) return undefined
  const inFile = settings.paths.filter(({ path }) => matchesGlob(file, path)).flatMap(({ rules }) => rules)
  return [...settings.rules, ...inFile].findLast(([pattern]) => matchesGlob(id, pattern))?.[1]
}
