/** Says something that a person should see while a step runs. */
export type Say = (text: string) => void

/** One step of a deploy, numbered as in the README. */
export interface Step {
  readonly number: number
  readonly title: string
  /** Resolves to `stop` when nothing is left to do. */
  readonly run: (say: Say) => Promise<'stop' | undefined>
}

/** Runs steps one after the other and shows it; stops at the first that fails or says so. */
export type Runner = (steps: readonly Step[]) => Promise<void>
