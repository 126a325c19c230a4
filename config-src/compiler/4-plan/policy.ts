import type { MapNode, Node } from '../1-parse/node.ts'
import { parse } from '../1-parse/parse.ts'
import { match } from '../2-resolve/match.ts'
import { flag, type Keys, may, text, texts } from '../2-resolve/shape.ts'
import { error } from '../diagnostics/complain.ts'
import type { Report, Source } from '../diagnostics/diagnostic.ts'
import type { Assertion } from './assert.ts'

const rules: Keys = {
  is: 'keys',
  keys: {
    'only-branches': may(texts),
    'only-tags': may(texts),
    'no-branches': may(flag),
    'no-tags': may(flag),
    'needs-approval': may(flag),
    requires: may(text),
  },
  others: 'refuse',
}

const shape: Keys = {
  is: 'keys',
  keys: { jobs: { shape: { is: 'keys', keys: {}, others: { each: rules, called: 'the policy of' } }, required: true } },
  others: 'refuse',
}

/** Reads a policy file: under `jobs`, patterns of job names, and under each what must be true of those jobs. */
export function readPolicy(source: Source, report: Report): readonly Assertion[] {
  const root = parse(source, report)?.root
  if (!root || !match(root, shape, { what: 'the policy', report }) || root.kind !== 'map') return []
  const jobs = root.entries.find(({ key }) => key === 'jobs')?.value
  if (jobs?.kind !== 'map') return []
  if (jobs.entries.length === 0) report(error('policy/empty', jobs.span, 'the policy says nothing about any job'))
  return jobs.entries.flatMap(({ key, value }) => (value.kind === 'map' ? assertionsOf(key, value) : []))
}

function assertionsOf(jobs: string, node: MapNode): Assertion[] {
  return node.entries.flatMap(({ key, keyNode, value }): Assertion[] => {
    const base = { jobs, span: keyNode.span }
    if (key === 'only-branches' || key === 'only-tags') return [{ ...base, is: key, names: namesIn(value) }]
    if (key === 'requires') return value.kind === 'scalar' ? [{ ...base, is: key, needs: value.text }] : []
    const isFlag = key === 'no-branches' || key === 'no-tags' || key === 'needs-approval'
    return isFlag && value.kind === 'scalar' && value.value === true ? [{ ...base, is: key }] : []
  })
}

function namesIn(node: Node): readonly string[] {
  const items = node.kind === 'seq' ? node.items : [node]
  return items.flatMap(item => (item.kind === 'scalar' ? [item.text] : []))
}
