import { quote } from '../../2-resolve/match.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'names/differ-by-case',
  severity: 'warning',
  level: 'default',
  title: 'Two jobs whose names differ by capitals only',
  what: 'Two jobs such as `Build` and `build`.',
  why: 'CircleCI asks for names that differ otherwise too (S11.14), and people take one for the other.',
  source: 'S11.14',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
  Build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build, Build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
  build-all:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build, build-all]
`,
  check: ({ config }, report) => {
    const jobs = [...config.library.jobs.values()].filter(job => job.is !== 'broken')
    const byLowerCase = new Map<string, (typeof jobs)[number]>()
    for (const job of jobs) {
      const lower = job.name.toLowerCase()
      const earlier = byLowerCase.get(lower)
      if (!earlier) byLowerCase.set(lower, job)
      if (!earlier) continue
      report({
        span: job.nameSpan,
        message: `the names of jobs ${quote(earlier.name)} and ${quote(job.name)} differ by capital letters only`,
        help: 'give one of them another name',
        related: [{ message: 'the other job', span: earlier.nameSpan }],
      })
    }
  },
}

export default rule
