import { describe, expect, test } from 'vitest'
import type { Entry, Node } from '../config-src/compiler/1-parse/node.ts'
import { keepFor } from '../config-src/compiler/4-plan/keep.ts'
import { treeOf } from '../config-src/compiler/5-render/config.ts'
import { render } from '../config-src/compiler/5-render/expanded.ts'
import { compile, type Options } from '../config-src/compiler/compile.ts'
import { knownDifferences } from './conformance/known-differences.ts'
import { type Recorded, recordedCases } from './conformance/recorded.ts'

const cases = recordedCases()

/** The values that `circleci config process` sends by itself (FACTS 5.5). No branch: it left entries in until 2023 (FACTS 8.11). */
const localValues = { 'pipeline.number': 1, 'pipeline.project.type': 'github' }

function optionsFor({ pipeline_values, sources }: Recorded): Options {
  const given = Object.entries(pipeline_values ?? {}).map(([name, value]) => [
    name.startsWith('pipeline.') ? name : `pipeline.${name}`,
    value,
  ])
  return { compiler: 'legacy', lint: false, orbs: sources, values: { ...localValues, ...Object.fromEntries(given) } }
}

/** Outputs until January 2022 have no `upstream` (FACTS 8.10). */
function isBeforeUpstream({ source }: Recorded): boolean {
  return source.date < '2022-02'
}

function withoutUpstream(node: Node): Node {
  if (node.kind === 'seq') return { ...node, items: node.items.map(withoutUpstream) }
  if (node.kind === 'scalar') return node
  const entries = node.entries.filter(({ key }) => key !== 'upstream')
  return { ...node, entries: entries.map((entry): Entry => ({ ...entry, value: withoutUpstream(entry.value) })) }
}

/** Since April 2023 entries are left out whose branch filter does not match the branch that the tool sends (FACTS 8.11). */
function isPruned({ source }: Recorded): boolean {
  return source.date >= '2023-04'
}

function outputOf(one: Recorded): string {
  const { expanded, diagnostics } = compile(one.input, optionsFor(one))
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (!expanded || errors.length > 0) return errors.map(({ message }) => message).join('\n')
  const tree = treeOf(expanded, isPruned(one) ? keepFor({ 'pipeline.git.branch': 'main' }) : undefined)
  const old = isBeforeUpstream(one) ? withoutUpstream(tree) : tree
  return old.kind === 'map' ? render(old, one.fold === '80' ? { foldAt: 80 } : {}).text : ''
}

function needsMissingOrb(one: Recorded): boolean {
  const { expanded } = compile(one.input, optionsFor(one))
  return (expanded?.missingOrbs.length ?? 0) > 0
}

describe.skipIf(cases.length === 0)('what CircleCI made of real configs', () => {
  test.for(cases.filter(({ kind, quality }) => kind === 'output' && quality !== 'doubtful'))('$name', one => {
    if (knownDifferences.has(one.name)) return expect(outputOf(one)).not.toBe(one.expected)
    if (needsMissingOrb(one)) return
    expect(outputOf(one)).toBe(one.expected)
  })

  test('how many ran', () => {
    const outputs = cases.filter(({ kind, quality }) => kind === 'output' && quality !== 'doubtful')
    const skipped = outputs.filter(needsMissingOrb)
    console.info(
      `conformance: ${outputs.length - skipped.length} of ${outputs.length} cases expanded; the others need orbs that are not here`,
    )
    expect(outputs.length - skipped.length).toBeGreaterThan(0)
  })
})

describe.skipIf(cases.length === 0)('no false alarm: nothing that CircleCI accepted is an error', () => {
  test.for(cases.filter(({ kind }) => kind === 'output'))('$name', ({ input, sources }) => {
    for (const given of [sources, new Map()]) {
      const { diagnostics } = compile(input, { orbs: given })
      const errors = diagnostics.filter(({ severity }) => severity === 'error')
      expect(errors.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
    }
  })
})
