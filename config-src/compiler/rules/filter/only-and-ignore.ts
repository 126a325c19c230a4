import { mapFiltersOf } from '../facts/filters.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/only-and-ignore',
  severity: 'warning',
  level: 'default',
  title: 'Both `only` and `ignore`',
  what: 'One section of a filter has both `only` and `ignore`.',
  why: 'Where `only` is given it decides, and `ignore` is not read: a name that matches both runs.',
  source: 'S17.6',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test:
          filters:
            branches:
              only: /release.*/
              ignore: release-old
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test:
          filters: pipeline.git.branch matches /release.*/ and pipeline.git.branch != "release-old"
`,
  check: (facts, report) => {
    for (const { what, branches, tags } of facts.ask(mapFiltersOf)) {
      for (const section of [branches, tags]) {
        const [ignored] = section?.ignore ?? []
        if (!section?.only || !ignored) continue
        report({
          span: ignored.span,
          message: `"ignore" has no effect beside "only" in the filters of ${what}`,
          // Schedules take no expressions.
          help: what.startsWith('the schedule')
            ? 'leave "ignore" out, and say it in the pattern of "only"'
            : 'write the filter as an expression that says both',
          related: section.only.slice(0, 1).map(({ span }) => ({ message: 'this decides', span })),
        })
      }
    }
  },
}

export default rule
