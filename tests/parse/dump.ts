import type { Entry, Node } from '../../config-src/compiler/1-parse/node.ts'
import type { Document } from '../../config-src/compiler/1-parse/parse.ts'
import type { Span } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { linesOfSources, rangeOf } from '../../config-src/compiler/diagnostics/position.ts'

const linesOf = linesOfSources()

/** A document as a person can check it: each value with its type, its style and its place, then comments and anchors. */
export function dumpDocument({ root, comments, anchors }: Document): string {
  return [
    ...dumpNode(root),
    ...comments.map(({ span, text }) => `comment ${place(span)} ${text}`),
    ...anchors.map(({ name, span, used }) => `anchor ${place(span)} ${name}${used ? '' : ', unused'}`),
    '',
  ].join('\n')
}

function dumpNode(node: Node): string[] {
  switch (node.kind) {
    case 'scalar': {
      const value = node.type === 'string' ? JSON.stringify(node.value) : `${node.type} ${node.value}`
      const style = node.style === 'plain' ? '' : ` ${node.style}`
      return [`${place(node.span)}${style}${template(node)} ${value}`]
    }
    case 'seq':
      return [`${place(node.span)}${template(node)} list`, ...node.items.flatMap(dumpItem)]
    case 'map':
      return [`${place(node.span)}${template(node)} map`, ...node.entries.flatMap(dumpEntry)]
  }
}

function dumpItem(item: Node): string[] {
  const [first, ...rest] = dumpNode(item)
  return [`  - ${first}`, ...rest.map(line => `  ${line}`)]
}

function dumpEntry({ key, keyNode, value }: Entry): string[] {
  const [first, ...rest] = dumpNode(value)
  return [`  ${JSON.stringify(key)} ${place(keyNode.span)}: ${first}`, ...rest.map(line => `  ${line}`)]
}

function template(node: Node): string {
  return node.templated ? ' <<>>' : ''
}

function place(span: Span): string {
  const { line, column, endLine, endColumn } = rangeOf(span, linesOf)
  return `${line}:${column}-${endLine === line ? '' : `${endLine}:`}${endColumn}`
}
