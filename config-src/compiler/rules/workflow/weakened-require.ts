import { witness } from '../../4-plan/language/witness.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/weakened-require',
  severity: 'info',
  level: 'pedantic',
  title: 'A requirement that falls away on some branches',
  what: 'A job requires several jobs, and on some branches one of them is filtered out while another one is not.',
  why: 'There the job starts without the one that is missing, as if it had never been required: a deployment without its tests.',
  source: 'S16.9, S23.9',
  bad: `version: 2.1
jobs:
  test: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  lint: *job
  image: *job
workflows:
  main:
    jobs:
      - lint
      - test: { filters: pipeline.git.branch != "main" }
      - image: { requires: [lint, test] }
`,
  good: `version: 2.1
jobs:
  test: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
  lint: *job
  image: *job
workflows:
  main:
    jobs:
      - lint
      - test
      - image: { requires: [lint, test] }
`,
  check: ({ reach, languages, jobs }, report) => {
    for (const { entry, workflow } of jobs()) {
      // A filter is what takes jobs away.
      if (entry.requires.length < 2 || !workflow.jobs.some(({ filters }) => filters)) continue
      const byEntry = reach(workflow)
      for (const { entry: required, span } of entry.requires) {
        const [before, after] = [byEntry.get(required), byEntry.get(entry)]
        if (!before || !after) continue
        const missing = languages().without(after.branch.always, before.branch.some.may)
        const name = witness(languages(), missing, [])
        if (name === undefined) continue
        report({
          span,
          message: `on some branches, such as "${name}", "${required.name}" is left out and "${entry.name}" runs without it`,
          help: `give "${entry.name}" the filter of "${required.name}", or that one none`,
          related: before.filters ? [{ message: `the filter of "${required.name}"`, span: before.filters.span }] : [],
        })
      }
    }
  },
}

export default rule
