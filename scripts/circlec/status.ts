import type { Io } from '../io.ts'

/** Configs larger than this take about a second, in bytes. */
const large = 1_000_000

/** Says on a terminal what is done just now, where that takes more than a second. */
export interface Status {
  /** Begins with a file of so many characters, the `at`th of several. */
  readonly begin: (file: string, size: number, at: number) => void
  readonly end: () => void
}

/** Starts the clock for work on a number of files. */
export function statusOf(count: number, { status }: Pick<Io, 'status'>): Status {
  if (!status) return { begin: () => {}, end: () => {} }
  const start = performance.now()
  let shown = false
  return {
    begin: (file, size, at) => {
      if (size < large && performance.now() - start < 1000) return
      shown = true
      status(count > 1 ? `checking ${at + 1} of ${count}: ${file}` : `checking ${file}`)
    },
    end: () => {
      if (shown) status('')
    },
  }
}
