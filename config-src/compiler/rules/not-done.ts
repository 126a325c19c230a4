/** A rule that others have, or that was asked for, and that this project does not have. */
export interface NotDone {
  readonly id: string
  readonly why: string
}

/** Rules that were left out, each with the reason. */
export const notDone: readonly NotDone[] = []
