import { type Composer, refuse, spanOf } from './composer.ts'
import type { Node, ScalarNode } from './node.ts'
import { asBool, asNumber, resolvePlain, typedScalar } from './resolve.ts'
import type { Token } from './token.ts'

const STANDARD = 'tag:yaml.org,2002:'

/** Gives a value the type that its tag asks for; the server knows only YAML's own tags. */
export function retag(c: Composer, tag: Token, node: Node): Node {
  const name = shortName(tag.text)
  const fits = name === undefined ? undefined : apply(name, node)
  if (fits) return fits
  const known = name !== undefined && (SCALARS.has(name) || name === 'map' || name === 'seq')
  refuse(c, {
    rule: known ? 'yaml/bad-value' : 'yaml/unknown-tag',
    message: known
      ? `the tag "${tag.text}" does not fit ${node.kind === 'scalar' ? `"${node.text}"` : `a ${node.kind === 'map' ? 'map' : 'list'}`}`
      : `could not determine a constructor for the tag "${tag.text}"`,
    span: spanOf(c, tag.start, tag.end),
    related: [],
    help: known ? 'remove the tag' : 'remove the tag, or put a text that begins with "!" in quotes',
  })
  return node
}

const SCALARS = new Set(['str', 'int', 'float', 'bool', 'null', 'timestamp'])

function shortName(tag: string): string | undefined {
  if (tag === '!') return ''
  if (tag.startsWith('!!')) return tag.slice(2)
  if (tag.startsWith(`!<${STANDARD}`) && tag.endsWith('>')) return tag.slice(2 + STANDARD.length, -1)
  return undefined
}

function apply(name: string, node: Node): Node | undefined {
  if (node.kind !== 'scalar') return name === node.kind || name === '' ? node : undefined
  switch (name) {
    case '':
      return node.style === 'plain' ? node : typed(node, resolvePlain(node.text))
    case 'str':
    case 'timestamp':
      return typed(node, { type: 'string', value: node.text })
    case 'null':
      return typed(node, { type: 'null', value: null })
    case 'bool':
      return typed(node, asBool(node.text))
    case 'int':
    case 'float':
      return numeric(name, node)
  }
  return undefined
}

function numeric(name: 'int' | 'float', node: ScalarNode): ScalarNode | undefined {
  const found = asNumber(node.text)
  if (found?.type === 'int' && name === 'float') return typed(node, { type: 'float', value: Number(found.value) })
  return found?.type === name ? typed(node, found) : undefined
}

function typed(node: ScalarNode, found: ReturnType<typeof asBool>): ScalarNode | undefined {
  return found && { ...typedScalar(found, node.text, node.span), style: node.style }
}
