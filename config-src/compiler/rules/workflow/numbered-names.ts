import type { JobEntry } from '../../2-resolve/config.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/numbered-names',
  severity: 'info',
  level: 'pedantic',
  title: 'Jobs that get numbers for names',
  what: 'A workflow lists the same job several times without a `name`, or gives several entries the same one.',
  why: 'All of them are renamed, `test-1`, `test-2`: the names of the checks in the repository change with their order.',
  source: 'S15.3, S15.8',
  bad: `version: 2.1
jobs:
  test:
    parameters: { suite: { type: string } }
    docker: [{ image: cimg/base:2024.11 }]
    environment: { SUITE: << parameters.suite >> }
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { suite: fast }
      - test: { suite: slow }
`,
  good: `version: 2.1
jobs:
  test:
    parameters: { suite: { type: string } }
    docker: [{ image: cimg/base:2024.11 }]
    environment: { SUITE: << parameters.suite >> }
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { name: test-fast, suite: fast }
      - test: { name: test-slow, suite: slow }
`,
  check: ({ config }, report) => {
    for (const { name, entries } of config.workflows) {
      const firsts = new Map<string, JobEntry>()
      for (const entry of entries) {
        const called = nameOf(entry)
        if (called === undefined) continue
        const first = firsts.get(called)
        if (!first) {
          firsts.set(called, entry)
          continue
        }
        report({
          span: entry.jobSpan,
          message: `"${called}" stands more than once in workflow "${name}": the jobs are called "${called}-1", "${called}-2"`,
          help: 'give each entry a "name" of its own',
          related: [{ message: 'the first one', span: first.jobSpan }],
        })
      }
    }
  },
}

export default rule

/** What an entry is called (S15.1); a matrix names its jobs itself, and what a template gives is not known. */
function nameOf({ job, settings }: JobEntry): string | undefined {
  if (settings.some(({ key }) => key === 'matrix')) return undefined
  const name = settings.find(({ key }) => key === 'name')?.value
  if (!name) return job
  return name.kind === 'scalar' && !name.templated ? name.text : undefined
}
