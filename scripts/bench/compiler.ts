import { parseDocument } from 'yaml'
import { compile, expand } from '../../config-src/compiler/compile.ts'
import { manyJobs } from './many-jobs.ts'
import { type Measured, median, processorTime, type Section } from './section.ts'

const limits = { check: 2.5, expand: 3.5, linear: 11 } as const

/** What `check` and `expand` cost in a warm process, against reading the same text with the YAML library alone. */
export const compiler: Section = {
  name: 'compiler',
  title: `check and expand in a warm process, at most ${limits.check} and ${limits.expand} times "parseDocument" of yaml`,
  measure: async () => {
    const linear = growth()
    const small = ratios(manyJobs(1_000), 9)
    const large = ratios(manyJobs(10_000), 3)
    const lines = [
      ...said('1,000 jobs', small),
      ...said('10,000 jobs', large),
      `10,000 jobs cost ${linear.toFixed(1)} times what 1,000 cost (at most ${limits.linear})`,
    ]
    return { lines, reached: isReached(small) && isReached(large) && linear <= limits.linear } satisfies Measured
  },
}

/**
 * What ten times the jobs cost. Nothing else runs meanwhile: the trees of "yaml" are so large that whoever runs next pays
 * for clearing them away.
 */
function growth(): number {
  const [small, large] = [1_000, 10_000].map(jobs => {
    const text = manyJobs(jobs)
    for (let i = 0; i < 3; i++) compile(text)
    return median(Array.from({ length: 7 }, () => processorTime(() => compile(text))))
  })
  return (large ?? Number.NaN) / (small ?? Number.NaN)
}

interface Times {
  readonly yaml: number
  readonly check: number
  readonly expand: number
}

/** Medians of runs that take turns. */
function ratios(text: string, runs: number): Times {
  const times = { yaml: [] as number[], check: [] as number[], expand: [] as number[] }
  for (let i = -1; i < runs; i++) {
    const yaml = processorTime(() => parseDocument(text))
    const check = processorTime(() => compile(text))
    const expanded = processorTime(() => expand(text))
    if (i < 0) continue
    times.yaml.push(yaml)
    times.check.push(check)
    times.expand.push(expanded)
  }
  return { yaml: median(times.yaml), check: median(times.check), expand: median(times.expand) }
}

function isReached({ yaml, check, expand: expanded }: Times): boolean {
  return check / yaml <= limits.check && expanded / yaml <= limits.expand
}

function said(title: string, { yaml, check, expand: expanded }: Times): string[] {
  const ratio = (time: number) => `${time.toFixed(0)} ms, ${(time / yaml).toFixed(2)} times`
  return [`${title}: parseDocument ${yaml.toFixed(0)} ms; check ${ratio(check)}; expand ${ratio(expanded)}`]
}
