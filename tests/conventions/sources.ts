import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { root } from '../../scripts/root.ts'

/** A TypeScript file of the repository, parsed. */
export interface SourceFile {
  /** From the root of the repository, with slashes. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

/** An import or a re-export: what it names, as it is written, and the path of the file where it is one of ours. */
export interface Import {
  readonly from: string
  readonly specifier: string
  readonly target?: string
  readonly typeOnly: boolean
}

/** Every TypeScript file below these folders. */
export function sourcesIn(folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap(folder =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(name => posix.join(folder, name)),
    )
    .filter(path => path.endsWith('.ts') && !path.includes('/fixtures/'))
    .sort()
    .map(path => sourceOf(path, readFileSync(join(root, path), 'utf8')))
}

/** Parses one file. */
export function sourceOf(path: string, text: string): SourceFile {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true) }
}

/** Every import of a file: static, dynamic, and of a type in passing. */
export function importsOf({ path, tree }: SourceFile): readonly Import[] {
  const found: Import[] = []
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteral(node)) return
    const specifier = node.text
    const target = specifier.startsWith('.') ? { target: posix.join(dirname(path), specifier) } : {}
    found.push({ from: path, specifier, typeOnly, ...target })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** Calls `see` for every node of a file. */
export function walk(node: ts.Node, see: (node: ts.Node) => void): void {
  see(node)
  ts.forEachChild(node, child => walk(child, see))
}

/** `path:line` of a node, both as an editor counts them. */
export function placeOf({ path, tree }: SourceFile, node: ts.Node): string {
  return `${path}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}`
}
