/** What is told of a difference, before it is text of some form. Words in backticks are the user's. */
export interface Report {
  /** The one line that is all of it where nothing changed. */
  readonly equal?: string
  readonly sections: readonly Section[]
  /** What could not be compared. */
  readonly notes: readonly string[]
  readonly summary: string
}

/** Items of one kind under a title. */
export interface Section {
  readonly title: string
  readonly items: readonly Item[]
}

/** One thing that changed: how, what, and in which ways. */
export interface Item {
  readonly mark: Mark
  readonly head: string
  readonly lines: readonly string[]
  /** The steps before and after, as lines that begin with `+`, `-` or a blank. */
  readonly steps?: readonly string[]
}

/** Added, removed, changed, or to be looked at first. */
export type Mark = '+' | '-' | '~' | '!'
