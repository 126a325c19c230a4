/** A pattern in the words of the engine at hand. */
export interface Translated {
  readonly body: string
  readonly flags: string
}

const classes: Readonly<Record<string, string>> = {
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Lower: 'a-z',
  Upper: 'A-Z',
  Punct: '!-\\/:-@\\[-`\\{-~',
  XDigit: '0-9a-fA-F',
  Blank: ' \\t',
  Space: '\\s',
  Cntrl: '\\x00-\\x1f\\x7f',
  Graph: '!-~',
  Print: ' -~',
  ASCII: '\\x00-\\x7f',
}

/**
 * Translates a Java pattern. Not exact: \b and \w follow ASCII, named groups of Unicode properties are taken as JavaScript
 * knows them, \R and \X match one character, and flags set in the middle of a pattern hold for the whole of it.
 */
export function toJavaScript(source: string): Translated {
  // Both sides of an intersection are classes of their own in JavaScript.
  const classes = source.replace(/\[(\^?)([^[\]&]+)&&/g, '[$1[$2]&&').replace(/&&([^[\]]+)\]/g, '&&[$1]]')
  const state: State = { source: classes, at: 0, depth: 0, flags: new Set(['v']), out: [] }
  while (state.at < classes.length) step(state)
  return { body: state.out.join(''), flags: [...state.flags].join('') }
}

interface State {
  readonly source: string
  at: number
  depth: number
  readonly flags: Set<string>
  readonly out: string[]
}

function step(state: State): undefined {
  const { source, at } = state
  const rest = source.slice(at)
  if (rest.startsWith('\\Q')) return quoted(state)
  if (rest[0] === '\\') return escaped(state)
  const inline = /^\(\?([imsxu]+)\)/.exec(rest)
  if (inline?.[1] !== undefined && state.depth === 0) return setFlags(state, inline[0], inline[1])
  // A possessive quantifier matches less than a greedy one only where it backtracks; an atomic group says the same.
  const possessive = /^([*+?]|\{\d+(?:,\d*)?\})\+/.exec(rest)
  if (possessive?.[1] !== undefined && state.depth === 0) return take(state, possessive[0], possessive[1])
  if (rest.startsWith('(?>')) return take(state, '(?>', '(?:')
  if (rest[0] === '[') state.depth += 1
  if (rest[0] === ']' && state.depth > 0) state.depth -= 1
  const character = rest[0] ?? ''
  take(state, character, isReserved(state, character) ? `\\${character}` : character)
}

/** Whether JavaScript minds a character where Java takes it for itself. */
function isReserved({ source, at, depth }: State, character: string): boolean {
  if (depth > 0) {
    if (character === '-') return source[at + 1] === ']' || /\[\^?$/.test(source.slice(0, at))
    return /[(){}/|]/.test(character)
  }
  if (character === '{') return !/^\{\d+(?:,\d*)?\}/.test(source.slice(at))
  if (character === '}') return !/\{\d+(?:,\d*)?$/.test(source.slice(0, at))
  return character === ']' && source.lastIndexOf('[', at) < 0
}

function take(state: State, taken: string, written: string): undefined {
  state.at += taken.length
  state.out.push(written)
}

function setFlags(state: State, taken: string, flags: string): undefined {
  for (const flag of flags) if ('ims'.includes(flag)) state.flags.add(flag)
  take(state, taken, '')
}

function quoted(state: State): undefined {
  const end = state.source.indexOf('\\E', state.at)
  const text = state.source.slice(state.at + 2, end < 0 ? undefined : end)
  take(
    state,
    state.source.slice(state.at, end < 0 ? undefined : end + 2),
    text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'),
  )
}

function escaped(state: State): undefined {
  const rest = state.source.slice(state.at)
  const property = /^\\([pP])\{(\w+)\}/.exec(rest)
  if (property?.[2] !== undefined && Object.hasOwn(classes, property[2])) {
    const set = classes[property[2]] ?? ''
    return take(state, property[0], property[1] === 'P' ? `[^${set}]` : state.depth > 0 ? set : `[${set}]`)
  }
  if (property) return take(state, property[0], property[0].replace(/\{Is/, '{'))
  const letter = rest[1] ?? ''
  const written = letters[letter]
  if (written !== undefined) return take(state, rest.slice(0, 2), written)
  // Java lets any character that is no letter be escaped; JavaScript only the ones that need it.
  const needless = /[^\w^$\\.*+?()[\]{}|/&\-!#%,:;<=>@`~]/.test(letter)
  take(
    state,
    rest.slice(0, 2),
    needless || (state.depth === 0 && /[-&!#%,:;<=>@`~]/.test(letter)) ? letter : rest.slice(0, 2),
  )
}

const letters: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '$',
  h: '[ \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000]',
  a: '\\x07',
  e: '\\x1b',
  R: '[\\n\\v\\f\\r\\x85\\u2028\\u2029]',
  X: '[^]',
  s: '[ \\t\\n\\x0b\\f\\r]',
  S: '[^ \\t\\n\\x0b\\f\\r]',
}
