import { Document } from 'yaml'

/**
 * Prints plain data as YAML that every parser of CircleCI's kind reads back the same: the keys as they stand, scripts as
 * literal blocks, no line folded, no anchors. `header` becomes the comment at the top, a line for each of its lines.
 */
export function renderYaml(data: unknown, header: string): string {
  // What YAML 1.1 would read as something else than text (`on`, `1_000`) is quoted: CircleCI reads 1.1 (S2.2).
  const document = new Document(data, { aliasDuplicateObjects: false, compat: 'yaml-1.1' })
  document.commentBefore = header
    .split('\n')
    .map(line => ` ${line}`)
    .join('\n')
  return document.toString({ lineWidth: 0, blockQuote: 'literal' })
}
