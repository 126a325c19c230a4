import { parseDocument } from 'yaml'
import { parse } from '../../config-src/compiler/1-parse/parse.ts'
import { manyJobs } from './many-jobs.ts'
import { median, type Section } from './section.ts'

const runs = 7
const most = { ratio: 1, growth: 11 }

/** What reading costs beside `yaml`'s own parser, in one warm process, and how it grows with the text. */
export const parseSection: Section = {
  name: 'parse',
  title: `reading 1,000 jobs, at most ${most.ratio} times "parseDocument" of yaml; 10,000 jobs, at most ${most.growth} times 1,000 (median of ${runs})`,
  async measure() {
    const small = manyJobs(1000)
    const large = manyJobs(10_000)
    const times = { yaml: [] as number[], small: [] as number[], large: [] as number[] }
    // The first rounds let the engine compile what is hot.
    for (let index = -3; index < runs; index++) {
      const yaml = timeOf(() => parseDocument(small))
      const smallTime = timeOf(() => read(small))
      const largeTime = timeOf(() => read(large))
      if (index < 0) continue
      times.yaml.push(yaml)
      times.small.push(smallTime)
      times.large.push(largeTime)
    }
    const ratio = median(times.small) / median(times.yaml)
    const growth = median(times.large) / median(times.small)
    return {
      lines: [
        `parseDocument, 1,000 jobs   ${median(times.yaml).toFixed(0)} ms`,
        `parse, 1,000 jobs           ${median(times.small).toFixed(0)} ms, ${ratio.toFixed(2)} times that`,
        `parse, 10,000 jobs          ${median(times.large).toFixed(0)} ms, ${growth.toFixed(1)} times 1,000 jobs`,
      ],
      reached: ratio <= most.ratio && growth <= most.growth,
    }
  },
}

function read(text: string): void {
  parse({ file: 'many-jobs.yml', text }, ({ message }) => {
    throw new Error(`the generated config is wrong: ${message}`)
  })
}

function timeOf(action: () => void): number {
  const start = performance.now()
  action()
  return performance.now() - start
}
