import type { ExpandedEntry } from '../../3-expand/expanded.ts'
import type { RefKind } from '../../4-plan/condition/filter.ts'
import type { Languages } from '../../4-plan/language/languages.ts'
import { exactly } from '../../4-plan/language/names.ts'
import { witness } from '../../4-plan/language/witness.ts'
import type { JobReach } from '../../4-plan/reach.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'workflow/weakened-require',
  severity: 'info',
  level: 'pedantic',
  title: 'A requirement that falls away on some branches or tags',
  what: 'A job requires several jobs, and on some branches or tags one of them is filtered out while another one is not.',
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
  check: (facts, report) => {
    // The jobs of a matrix stand in one place.
    const told = new Set<string>()
    for (const { entry, workflow } of facts.jobs()) {
      // A filter is what takes jobs away.
      if (entry.requires.length < 2 || !workflow.jobs.some(({ filters }) => filters)) continue
      const byEntry = facts.reach(workflow)
      const after = byEntry.get(entry)
      for (const { entry: required, span } of entry.requires) {
        const before = byEntry.get(required)
        if (!after || !before) continue
        for (const kind of ['branch', 'tag'] as const) {
          const place = `${kind} ${span.start}`
          const name = told.has(place)
            ? undefined
            : nameWithout(required, after, { kind, languages: facts.languages() })
          if (name === undefined) continue
          told.add(place)
          const some = kind === 'branch' ? 'branches' : 'tags'
          report({
            span,
            message: `on some ${some}, such as "${name}", "${required.name}" is left out and "${entry.name}" runs without it`,
            help:
              kind === 'branch' && before.filters
                ? `give "${entry.name}" the filter of "${required.name}", or that one none`
                : `let "${required.name}" run on the same ${some}`,
            related: before.filters ? [{ message: `the filter of "${required.name}"`, span: before.filters.span }] : [],
          })
        }
      }
    }
  },
}

export default rule

/** A branch or a tag on which a job surely runs, while one that it requires surely does not, the parameters being the same. */
function nameWithout(
  required: ExpandedEntry,
  { entry, worlds }: JobReach,
  { kind, languages }: { readonly kind: RefKind; readonly languages: Languages },
): string | undefined {
  const none = exactly(languages.none)
  for (const { runs } of worlds[kind]) {
    const missing = languages.without((runs.get(entry) ?? none).must, (runs.get(required) ?? none).may)
    const name = witness(languages, missing, kind === 'tag' ? ['v1.0.0'] : [])
    if (name !== undefined) return name
  }
  return undefined
}
