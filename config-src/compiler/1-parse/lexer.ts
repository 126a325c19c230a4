import { Lexer } from 'yaml'

/** A place in the middle of a text, and what the lexer must know there of what stands before. */
export interface Place {
  readonly at: number
  readonly lineStart: boolean
  /** How many brackets are open. */
  readonly flow: number
  /** The column of the innermost block collection, and of a key that may have begun on this line. */
  readonly indent: number
  readonly keyColumn: number
}

/**
 * The lexemes of a text as `yaml` finds them, from its start or from a place within. The lexer has no call to begin
 * within a text, so it is given the state that it would have there; the exact version of `yaml` is pinned for that.
 */
export function lexemesFrom(text: string, place?: Place): Iterator<string, void> {
  const lexer = new Lexer()
  if (place) {
    Object.assign(lexer, {
      pos: place.at,
      next: place.flow > 0 ? 'flow' : place.lineStart ? 'line-start' : 'doc',
      flowLevel: place.flow,
      indentNext: place.flow > 0 ? 0 : place.indent + 1,
      indentValue: place.keyColumn,
    })
  }
  return lexer.lex(text)
}
