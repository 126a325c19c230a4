/** One thing that is measured: a name for the command line, what it shows, and the measuring, which returns what a reader wants to see. */
export interface Section {
  readonly name: string
  readonly title: string
  readonly measure: () => Promise<Measured>
}

/** Lines for the reader, and whether the goal that the section states was reached. */
export interface Measured {
  readonly lines: readonly string[]
  readonly reached: boolean
}

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** Milliseconds of processor time that some work takes: what other programs do meanwhile does not count. */
export function processorTime(work: () => unknown): number {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}
