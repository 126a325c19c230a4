import { lex, type TextError, type Token } from './lex.ts'

/** The operators that join two values (S5.2). */
export type Operator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'starts-with' | 'contains' | 'matches'

interface Place {
  readonly start: number
  readonly end: number
}

/** An expression as a tree; offsets are those of the text that was parsed (S5). */
export type Expr = Place &
  (
    | { readonly kind: 'literal'; readonly value: string | number | bigint | boolean }
    | PatternLiteral
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'not'; readonly operand: Expr }
    | { readonly kind: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
    | {
        readonly kind: 'compare'
        readonly operator: Operator
        readonly at: Place
        readonly left: Expr
        readonly right: Expr
      }
  )

/** A regular expression between slashes. */
export interface PatternLiteral {
  readonly kind: 'pattern'
  readonly source: string
}

/** What a text says as an expression, or why it says nothing. */
export type Parsed = { readonly expr: Expr } | { readonly error: TextError }

/** More lexemes than any expression has that fits in a template (S1.7); it bounds how deep a tree can be. */
const mostTokens = 2048

/** Parentheses deeper than this are no expression of anybody. */
const deepest = 200

const operators: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', 'matches', 'starts-with', 'contains'],
  ['<', '<=', '>', '>='],
]

/** Parses the text of an expression; offsets count from `base` (S5.4). */
export function parseExpression(text: string, base = 0): Parsed {
  const lexed = lex(text, base)
  if ('error' in lexed) return lexed
  if (lexed.tokens.length > mostTokens) {
    return { error: { message: 'this expression is too long', start: base, end: base + text.length } }
  }
  const parser = new Parser(lexed.tokens)
  const expr = parser.level(0)
  const error = parser.error ?? parser.rest()
  if (error) return { error: error.end > error.start ? error : { ...error, start: base, end: base + text.length } }
  return { expr: expr as Expr }
}

class Parser {
  error: TextError | undefined
  private at = 0
  private depth = 0
  private readonly tokens: readonly Token[]

  constructor(tokens: readonly Token[]) {
    this.tokens = tokens
  }

  /** Operators of one strength, all of which group to the left; the levels go from the weakest to the strongest (S5.4). */
  level(depth: number): Expr | undefined {
    const known = operators[depth]
    if (known === undefined) return this.unary()
    let left = this.level(depth + 1)
    for (;;) {
      const token = this.peek()
      if (left === undefined || !isOperator(token) || !known.includes(token.text)) return left
      this.at += 1
      const right = this.level(depth + 1)
      if (right === undefined) return undefined
      left = join(token, left, right)
    }
  }

  /** What is left over after a whole expression (S5.15). */
  rest(): TextError | undefined {
    const token = this.peek()
    if (token.kind === 'end') return undefined
    if (token.kind === 'name' && this.readsAsOperand()) {
      const help = `the infix functions are matches, starts-with and contains; alternatives are joined by and, or`
      return { message: `Unknown infix function: "${token.text}"`, start: token.start, end: token.end, help }
    }
    const message = `Unexpected additional input, found "${token.text}", expected the end of the expression`
    return { message, start: token.start, end: token.end }
  }

  private readsAsOperand(): boolean {
    const parser = new Parser(this.tokens)
    parser.at = this.at + 1
    return parser.level(3) !== undefined
  }

  private peek(): Token {
    const token = this.tokens[this.at] ?? this.tokens.at(-1)
    if (token === undefined) throw new Error('an expression without its end')
    return token
  }

  private unary(): Expr | undefined {
    const token = this.peek()
    if (token.kind !== 'operator' || token.text !== 'not') return this.primary()
    this.at += 1
    const operand = this.unary()
    return operand && { kind: 'not', operand, start: token.start, end: operand.end }
  }

  private primary(): Expr | undefined {
    const token = this.peek()
    const { start, end } = token
    if (token.kind === 'operator' && token.text === '(') return this.group()
    this.at += 1
    if (token.kind === 'name') return { kind: 'name', name: token.text, start, end }
    if (token.kind === 'pattern') return { kind: 'pattern', source: String(token.value), start, end }
    if (token.value !== undefined) return { kind: 'literal', value: token.value, start, end }
    this.at -= 1
    const found = token.kind === 'end' ? 'the end' : `"${token.text}"`
    return this.fail({ message: `Expected expression, found ${found}`, start, end })
  }

  private group(): Expr | undefined {
    const open = this.peek()
    this.at += 1
    this.depth += 1
    if (this.depth > deepest) {
      return this.fail({
        message: `parentheses are nested deeper than ${deepest} levels`,
        start: open.start,
        end: open.end,
      })
    }
    const inner = this.level(0)
    this.depth -= 1
    if (inner === undefined) return undefined
    const close = this.peek()
    if (close.kind !== 'operator' || close.text !== ')') {
      const message = "Expected ')' after expression: this parenthesis is not closed"
      return this.fail({ message, start: open.start, end: open.end })
    }
    this.at += 1
    // A name keeps its own place, what is joined gets that of the parentheses.
    return inner.kind === 'name' ? inner : { ...inner, start: open.start, end: close.end }
  }

  private fail(error: TextError): undefined {
    this.error ??= error
    return undefined
  }
}

function isOperator(token: Token): boolean {
  return token.kind === 'operator' || token.kind === 'word'
}

function join(token: Token, left: Expr, right: Expr): Expr {
  const place = { start: left.start, end: right.end }
  if (token.text === 'and' || token.text === 'or') return { kind: token.text, left, right, ...place }
  const at = { start: token.start, end: token.end }
  return { kind: 'compare', operator: token.text as Operator, at, left, right, ...place }
}

/** Calls `visit` on an expression and all parts of it, the outer ones first. */
export function walkExpression(expr: Expr, visit: (part: Expr) => void): void {
  visit(expr)
  if (expr.kind === 'not') walkExpression(expr.operand, visit)
  if (expr.kind === 'and' || expr.kind === 'or' || expr.kind === 'compare') {
    walkExpression(expr.left, visit)
    walkExpression(expr.right, visit)
  }
}
