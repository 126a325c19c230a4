import { forEachChild, type ParameterOperation, type SyntaxNode } from './shell.ts'

/** A variable that the shell replaces by its value, or by what an operation makes of it (`${X%%-*}`). */
export interface Expansion {
  readonly name: string
  readonly pos: number
  readonly end: number
  readonly operation: ParameterOperation | undefined
}

/**
 * The variables whose value becomes part of a text. Left out are those that only say whether they are there (`${X:+yes}`)
 * or how long they are (`${#X}`), and those in substitutions: what another command makes of them is not known.
 */
export function expansionsIn(node: SyntaxNode): readonly Expansion[] {
  const found: Expansion[] = []
  const visit = (part: SyntaxNode): void => {
    if (part.type === 'Redirect' || part.type === 'CommandExpansion' || part.type === 'ProcessSubstitution') return
    const { pos, end } = part
    if (part.type === 'SimpleExpansion') found.push({ name: part.text.slice(1), pos, end, operation: undefined })
    if (part.type === 'ParameterExpansion' && part.prefix === undefined && !isQuestion(part.operation))
      found.push({ name: part.parameter, pos, end, operation: part.operation })
    forEachChild(part, visit)
  }
  visit(node)
  return found
}

function isQuestion(operation: ParameterOperation | undefined): boolean {
  return operation?.type === 'Default' && operation.operator.endsWith('+')
}
