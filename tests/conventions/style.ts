import ts from 'typescript'
import { placeOf, type SourceFile, walk } from './sources.ts'

/** The longest that a file and a function may be, in lines. */
export const longest = { file: 300, function: 60 } as const

/** Functions longer than allowed. A block of tests is a list, not a function. */
export function longFunctions(source: SourceFile): readonly string[] {
  const found: string[] = []
  walk(source.tree, node => {
    if (!ts.isFunctionLike(node) || isTestBlock(node)) return
    const { tree } = source
    const first = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line
    const last = tree.getLineAndCharacterOfPosition(node.end).line
    const lines = last - first + 1
    if (lines > longest.function) found.push(`${placeOf(source, node)}: a function of ${lines} lines`)
  })
  return found
}

function isTestBlock(node: ts.Node): boolean {
  const { parent } = node
  return ts.isCallExpression(parent) && /^describe\b/.test(parent.expression.getText())
}

/** Functions that ask for more than three positional parameters; what a caller may leave out is not asked for. */
export function wideFunctions(source: SourceFile): readonly string[] {
  const found: string[] = []
  walk(source.tree, node => {
    if (!ts.isFunctionLike(node) || ts.isTypeNode(node)) return
    const asked = node.parameters.filter(it => !it.questionToken && !it.initializer && !it.dotDotDotToken).length
    if (asked > 3) found.push(`${placeOf(source, node)}: ${asked} parameters; more than three become one object`)
  })
  return found
}

/** Exports without a doc comment, default exports where they are not wanted, and state kept in a module. */
export function looseEnds(source: SourceFile, { mayExportDefault }: { mayExportDefault: boolean }): readonly string[] {
  const documented = new Set<string>()
  return source.tree.statements.flatMap(statement => {
    if (ts.isExportAssignment(statement) && !mayExportDefault)
      return [`${placeOf(source, statement)}: a default export`]
    if (ts.isVariableStatement(statement) && !(statement.declarationList.flags & ts.NodeFlags.Const)) {
      return [`${placeOf(source, statement)}: state kept in a module`]
    }
    if (!isExported(statement)) return []
    if (hasModifier(statement, ts.SyntaxKind.DefaultKeyword) && !mayExportDefault) {
      return [`${placeOf(source, statement)}: a default export`]
    }
    const name = nameOf(statement)
    // The second of two overloads shares the comment of the first.
    if (documented.has(name)) return []
    documented.add(name)
    return ts.getJSDocCommentsAndTags(statement).length > 0
      ? []
      : [`${placeOf(source, statement)}: "${name}" has no doc comment`]
  })
}

function isExported(statement: ts.Statement): boolean {
  return hasModifier(statement, ts.SyntaxKind.ExportKeyword)
}

function hasModifier(statement: ts.Statement, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some(modifier => modifier.kind === kind)
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations[0]!.name.getText()
  return (statement as ts.DeclarationStatement).name?.getText() ?? 'default'
}

/** Names of the world outside: what is pure may not say them. */
const impure = new Set([
  'process',
  'console',
  'fetch',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'require',
  'globalThis',
])

/** Places where a file that should be pure reads the world: globals, the clock, chance. */
export function impurities(source: SourceFile): readonly string[] {
  const found: string[] = []
  walk(source.tree, node => {
    const text = node.getText(source.tree)
    if (ts.isIdentifier(node) && impure.has(text) && isReference(node))
      found.push(`${placeOf(source, node)}: "${text}"`)
    if (ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random|import\.meta)$/.test(text))
      found.push(`${placeOf(source, node)}: "${text}"`)
    if (ts.isNewExpression(node) && /^new Date\(\)$/.test(text)) found.push(`${placeOf(source, node)}: "new Date()"`)
  })
  return found
}

/** Whether an identifier is read as a variable, and not declared, a key or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node && !isLocal(node)
  if (ts.isCallExpression(parent)) return parent.expression === node && !isLocal(node)
  return ts.isTypeOfExpression(parent) || ts.isElementAccessExpression(parent)
}

function isLocal(node: ts.Identifier): boolean {
  let local = false
  walk(node.getSourceFile(), other => {
    if (
      (ts.isFunctionDeclaration(other) ||
        ts.isVariableDeclaration(other) ||
        ts.isParameter(other) ||
        ts.isImportSpecifier(other) ||
        ts.isBindingElement(other)) &&
      other.name?.getText() === node.text
    )
      local = true
  })
  return local
}
