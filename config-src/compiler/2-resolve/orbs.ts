import type { ScalarNode } from '../1-parse/node.ts'
import { complain, error } from '../diagnostics/complain.ts'
import type { Report, Source } from '../diagnostics/diagnostic.ts'
import type { OrbReference } from './config.ts'
import { quote } from './match.ts'

/** Sources of published orbs that the caller has, by `namespace/name@version`. */
export type OrbSources = ReadonlyMap<string, Source>

const reference = /^([a-z][a-z0-9_-]*)\/([a-z][a-z0-9_-]*)@(.+)$/
const version = /^(\d+(\.\d+){0,2}|volatile|dev:[.a-zA-Z0-9_/-]+)$/

/** Finds the source of an orb that is asked for (S8.2); an orb that nobody gave is opaque, a malformed reference is neither. */
export function findOrb(
  node: ScalarNode,
  sources: OrbSources,
  report: Report,
): { readonly reference: OrbReference; readonly source?: Source } | undefined {
  const asked = node.text
  if (asked.startsWith('http://')) {
    const message = `Cannot find ${quote(asked)}: the address of an orb must begin with https://`
    report(error('orb/bad-reference', node.span, message, `write https://${asked.slice('http://'.length)}`))
    return undefined
  }
  if (asked.startsWith('https://')) return { reference: { asked, resolved: asked }, ...given(sources, asked) }
  const parts = reference.exec(asked)
  if (node.type !== 'string' || !parts || !version.test(parts[3] ?? '')) {
    report(
      error(
        'orb/bad-reference',
        node.span,
        `Cannot find ${quote(asked)} in the orb registry: it is no reference to an orb, expected namespace/name@version`,
        'write a version such as @1.2.3, @1.2, @1, @volatile or @dev:name',
      ),
    )
    return undefined
  }
  const name = `${parts[1]}/${parts[2]}`
  const resolved = newest(name, parts[3] ?? '', sources)
  if (resolved !== undefined) return { reference: { asked, resolved }, ...given(sources, resolved) }
  return { reference: { asked, resolved: asked } }
}

function given(sources: OrbSources, name: string): { readonly source?: Source } {
  const source = sources.get(name)
  return source ? { source } : {}
}

/** The newest given version that an asked one means; ranges never pick development versions (S8.2, S8.4). */
function newest(name: string, asked: string, sources: OrbSources): string | undefined {
  const exact = `${name}@${asked}`
  if (sources.has(exact)) return exact
  if (asked.startsWith('dev:')) return undefined
  const wanted = asked === 'volatile' ? [] : asked.split('.')
  let best: { readonly key: string; readonly parts: readonly number[] } | undefined
  for (const key of sources.keys()) {
    if (!key.startsWith(`${name}@`)) continue
    const text = key.slice(name.length + 1)
    const parts = text.split('.')
    if (!/^\d+\.\d+\.\d+$/.test(text) || !wanted.every((part, i) => Number(part) === Number(parts[i]))) continue
    const numbers = parts.map(Number)
    if (!best || isNewer(numbers, best.parts)) best = { key, parts: numbers }
  }
  return best?.key
}

function isNewer(left: readonly number[], right: readonly number[]): boolean {
  for (let i = 0; i < 3; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0)
    if (difference !== 0) return difference > 0
  }
  return false
}

/** Says once that an orb's source was not given, so that nothing inside it can be checked. */
export function reportOpaque(node: ScalarNode, report: Report): void {
  report(
    complain('info', 'orb/not-given', {
      span: node.span,
      message: `the source of orb ${quote(node.text)} was not given: what comes from it is taken as existing`,
      help: node.text.includes('<<')
        ? 'set the pipeline values in the reference with --value, then give its source with --orb'
        : `give its published source with --orb ${node.text}=FILE, or put it into a folder named with --orbs`,
    }),
  )
}
