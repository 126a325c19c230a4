/** What a complaint means and what to do, for people who ask: sentences in Markdown. */
export interface Explanation {
  readonly title: string
  readonly what: string
  readonly remedy: string
}

/** Explanations by the id that they belong to. */
export type Explanations = Readonly<Record<string, Explanation>>
