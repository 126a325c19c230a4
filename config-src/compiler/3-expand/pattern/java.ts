/** A pattern in the words of JavaScript. */
export interface Translated {
  readonly body: string
  readonly flags: string
  /** Why the translation says more or less than the original, if it does. */
  readonly loss?: string
}

/**
 * Translates a Java pattern. Not exact, and said so in `loss`: possessive quantifiers and atomic groups are taken as greedy
 * ones, flags set in the middle hold for the whole pattern, \R and \X match one character.
 */
export function toJavaScript(source: string): Translated {
  const nested = /&&|\[(?:[^\]\\]|\\.)*\[/.test(source)
  // Both sides of an intersection are classes of their own in JavaScript.
  const text = nested
    ? source.replace(/\[(\^?)([^[\]&]+)&&/g, '[$1[$2]&&').replace(/&&([^[\]]+)\]/g, '&&[$1]]')
    : source
  return translate(text, nested)
}

/** Translates a pattern that RE2 reads, where it means the same but is written otherwise. */
export function fromRe2(source: string): Translated {
  const text = source
    .replaceAll('(?P<', '(?<')
    .replace(/\[:(\^?)([a-z]+):\]/g, (all, not: string, name: string) => posixClass(name, not === '^') ?? all)
    .replace(/\\([pP])([A-Z])/g, '\\$1{$2}')
    .replace(/\\x\{([0-9a-fA-F]+)\}/g, '\\u{$1}')
  return translate(text, false)
}

interface State {
  readonly source: string
  /** Whether classes nest, as in Java. */
  readonly nested: boolean
  at: number
  depth: number
  readonly flags: Set<string>
  readonly out: string[]
  loss: string | undefined
}

function translate(source: string, nested: boolean): Translated {
  const flags = new Set([nested ? 'v' : 'u'])
  const state: State = { source, nested, at: 0, depth: 0, flags, out: [], loss: undefined }
  while (state.at < source.length) step(state)
  const translated = { body: state.out.join(''), flags: [...flags].join('') }
  return state.loss === undefined ? translated : { ...translated, loss: state.loss }
}

function step(state: State): undefined {
  const rest = state.source.slice(state.at)
  if (rest.startsWith('\\Q')) return quoted(state)
  if (rest[0] === '\\') return escaped(state, rest)
  if (state.depth > 0) return insideClass(state, rest)
  const inline = /^\(\?([imsxuU]+)\)/.exec(rest)
  if (inline?.[1] !== undefined) return setFlags(state, inline[0], inline[1])
  const scoped = /^\(\?[imsxuU]*-?[imsxuU]+:/.exec(rest)
  if (scoped) {
    state.loss ??= `the flags of "${scoped[0]}" are not followed`
    return take(state, scoped[0], '(?:')
  }
  const possessive = /^([*+?]|\{\d+(?:,\d*)?\})\+/.exec(rest)
  if (possessive?.[1] !== undefined) {
    state.loss ??= `"${possessive[0]}" never gives back what it took`
    return take(state, possessive[0], possessive[1])
  }
  if (rest.startsWith('(?>')) {
    state.loss ??= '"(?>" never gives back what it took'
    return take(state, '(?>', '(?:')
  }
  return rest[0] === '[' ? openClass(state, rest) : plain(state, rest[0] ?? '')
}

/** A bracket that closes nothing and a brace that counts nothing are themselves in Java and RE2, a fault in JavaScript. */
function plain(state: State, character: string): undefined {
  const rest = state.source.slice(state.at)
  const opens = character === '{' && !/^\{\d+(?:,\d*)?\}/.test(rest)
  const closes = character === '}' && !/\{\d+(?:,\d*)?$/.test(state.source.slice(0, state.at))
  take(state, character, opens || closes || character === ']' ? `\\${character}` : character)
}

function openClass(state: State, rest: string): undefined {
  state.depth += 1
  const opening = /^\[\^?/.exec(rest)?.[0] ?? '['
  // A closing bracket right behind the opening one is a character.
  const first = rest[opening.length] === ']'
  take(state, first ? `${opening}]` : opening, first ? `${opening}\\]` : opening)
}

function insideClass(state: State, rest: string): undefined {
  const character = rest[0] ?? ''
  if (character === '[' && state.nested) return openClass(state, rest)
  if (character === ']') state.depth -= 1
  const isEdge = character === '-' && (rest[1] === ']' || /\[\^?$/.test(state.out.at(-1) ?? ''))
  take(state, character, isEdge || /[(){}/|[]/.test(character) ? `\\${character}` : character)
}

function take(state: State, taken: string, written: string): undefined {
  state.at += taken.length
  state.out.push(written)
}

function setFlags(state: State, taken: string, flags: string): undefined {
  if (state.at > 0) state.loss ??= `the flags of "${taken}" are taken to hold for the whole pattern`
  if (flags.includes('x')) state.loss ??= 'the flag x is not followed'
  for (const flag of flags) if ('ims'.includes(flag)) state.flags.add(flag)
  take(state, taken, '')
}

function quoted(state: State): undefined {
  const end = state.source.indexOf('\\E', state.at)
  const text = state.source.slice(state.at + 2, end < 0 ? undefined : end)
  take(state, state.source.slice(state.at, end < 0 ? undefined : end + 2), text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
}

function escaped(state: State, rest: string): undefined {
  const property = /^\\([pP])\{\^?(\w+)\}/.exec(rest)
  if (property) return take(state, property[0], propertyClass(property, state.depth > 0))
  const letter = rest[1] ?? ''
  const set = Object.hasOwn(sets, letter) ? sets[letter] : undefined
  if (set !== undefined) return take(state, rest.slice(0, 2), state.depth > 0 ? set : `[${set}]`)
  const written = Object.hasOwn(letters, letter) ? letters[letter] : undefined
  if (written !== undefined) return take(state, rest.slice(0, 2), written)
  // Java and RE2 let any character that is no letter be escaped; JavaScript only the ones that need it.
  const isNeedless = !/[a-zA-Z0-9^$\\.*+?()[\]{}|/]/.test(letter) && !(state.depth > 0 && letter === '-')
  take(state, rest.slice(0, 2), isNeedless ? letter : rest.slice(0, 2))
}

function propertyClass([all, letter, name = '']: RegExpExecArray, inside: boolean): string {
  const set = Object.hasOwn(classes, name) ? classes[name] : undefined
  if (set !== undefined) return letter === 'P' ? `[^${set}]` : inside ? set : `[${set}]`
  const negated = all.includes('^') !== (letter === 'P')
  const plainName = name.replace(/^Is(?=[A-Z])/, '')
  return `\\${negated ? 'P' : 'p'}{${/^[A-Z][a-z]?$/.test(plainName) ? plainName : `Script=${plainName}`}}`
}

function posixClass(name: string, negated: boolean): string | undefined {
  const found = Object.entries(classes).find(([known]) => known.toLowerCase() === (name === 'word' ? 'alnum' : name))
  if (found === undefined || negated) return undefined
  return name === 'word' ? `${found[1]}_` : found[1]
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
  Space: ' \\t\\n\\x0b\\f\\r',
  Cntrl: '\\x00-\\x1f\\x7f',
  Graph: '!-~',
  Print: ' -~',
  ASCII: '\\x00-\\x7f',
}

/** Escapes that stand for several characters, of which JavaScript knows more. */
const sets: Readonly<Record<string, string>> = {
  s: ' \\t\\n\\x0b\\f\\r',
  h: ' \\t\\xa0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000',
}

const letters: Readonly<Record<string, string>> = {
  A: '^',
  z: '$',
  Z: '$',
  a: '\\x07',
  e: '\\x1b',
  R: '[\\n\\v\\f\\r\\x85\\u2028\\u2029]',
  X: '[\\s\\S]',
}
