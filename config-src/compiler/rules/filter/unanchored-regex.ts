import { walkExpression } from '../../3-expand/expression/parse.ts'
import type { Matcher } from '../../3-expand/filter/read.ts'
import { unsafe } from '../edit.ts'
import { mapFiltersOf, matchersOf } from '../facts/filters.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/unanchored-regex',
  severity: 'warning',
  level: 'default',
  title: 'A pattern that is meant as a beginning',
  what:
    'A pattern of a filter or an expression holds letters only, and looks like the beginning or the end of a name: `/release/`, `/^feature/`, ' +
    '`/hotfix-/`. Names that are often meant as they are (`/main/`, `/^develop$/`) are left alone.',
  why: 'A pattern must match the whole name: `/release/` matches a branch `release` and no `release/1.2`.',
  source: 'S17.3',
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
              only: /^release/
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
          filters:
            branches:
              only: /^release.*/
`,
  check: (facts, report) => {
    for (const matcher of facts.ask(mapFiltersOf).flatMap(matchersOf)) {
      const better = meant(matcher)
      if (better === undefined) continue
      const only = plainName(matcher.source)
      report({
        span: matcher.span,
        message: `${matcher.text} matches only the name "${only}": a pattern must match the whole name`,
        help: `write ${better}`,
        ...fixOf(matcher, better),
      })
    }
    for (const { expr, spanOf } of facts.expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'compare' || part.operator !== 'matches' || part.right.kind !== 'pattern') return
        const { source } = part.right
        const better = meant({ kind: 'pattern', source })
        if (better === undefined) return
        report({
          span: spanOf(part.right),
          message: `/${source}/ matches only the text "${plainName(source)}": a pattern must match the whole text`,
          help: `write ${better}`,
          fix: unsafe(`write ${better}`, { span: spanOf(part.right), text: better }),
        })
      })
    }
  },
}

export default rule

/** Names of branches that people mean as they are. */
const wholeNames =
  /^(main|master|develop|dev|development|trunk|next|staging|stage|production|prod|stable|beta|alpha|test|qa|canary|latest|gh-pages|renovate|docs)$/

function plainName(source: string): string {
  return source.replace(/^\^|\$$/g, '').replace(/\\(.)/g, '$1')
}

/** What was probably meant, for a pattern of letters that is no whole name. */
function meant({ kind, source }: Pick<Matcher, 'kind' | 'source'>): string | undefined {
  if (kind !== 'pattern' || !/^\^?([\w/@-]|\\[^\w\s])+\$?$/.test(source)) return undefined
  const begins = source.startsWith('^')
  const ends = source.endsWith('$')
  if (begins && ends) return undefined
  if (!begins && !ends && wholeNames.test(plainName(source))) return undefined
  const middle = source.replace(/^\^|\$$/g, '')
  return ends ? `/.*${middle}$/` : `/${begins ? '^' : ''}${middle}.*/`
}

function fixOf({ span, text }: Matcher, better: string): { fix?: ReturnType<typeof unsafe> } {
  if (span.source.text.slice(span.start, span.end) !== text) return {}
  return { fix: unsafe(`write ${better}`, { span, text: better }) }
}
