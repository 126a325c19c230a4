import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { unsafe } from '../edit.ts'
import { conditionsOf } from '../facts/conditions.ts'
import { mapFiltersOf, matchersOf } from '../facts/filters.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/unanchored-regex',
  severity: 'warning',
  level: 'default',
  title: 'A pattern that is meant as a beginning',
  what:
    'A pattern of a filter, an expression or a `matches` holds letters only, and looks like the beginning or the end of a name: ' +
    '`/release/`, `/^feature/`, `/hotfix-/`; or it ends with a slash or a dash: `/^(feature|fix)-/`. Names that are often meant as they are (`/main/`, `/^develop$/`) are left alone.',
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
    for (const { kind, source, text, span } of facts.ask(mapFiltersOf).flatMap(matchersOf)) {
      const better = kind === 'pattern' ? meant(source) : undefined
      if (better === undefined) continue
      const isPlain = span.source.text.slice(span.start, span.end) === text
      report(findingOf({ source, text, better: `/${better}/`, span, isPlain, what: 'name' }))
    }
    for (const { expr, scalar, spanOf } of facts.expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'compare' || part.operator !== 'matches' || part.right.kind !== 'pattern') return
        const { source } = part.right
        const better = meant(source)
        if (better === undefined) return
        const span = spanOf(part.right)
        // Between double quotes a backslash would have to be doubled.
        const isPlain = scalar.style !== 'double'
        report(findingOf({ source, text: slashed(source), better: slashed(better), span, isPlain, what: 'text' }))
      })
    }
    for (const { source, span } of facts.ask(conditionsOf).flatMap(({ node }) => patternsIn(node))) {
      // Slashes are a part of the pattern here (S6.6).
      const better = source.startsWith('/') ? undefined : meant(source)
      if (better === undefined) continue
      const isPlain = span.source.text.slice(span.start, span.end) === source
      report(findingOf({ source, text: quote(source), better, span, isPlain, what: 'text' }))
    }
  },
}

export default rule

interface Pattern {
  readonly source: string
  /** As messages show it. */
  readonly text: string
  readonly better: string
  readonly span: Span
  /** Whether it can be replaced as it stands. */
  readonly isPlain: boolean
  readonly what: 'name' | 'text'
}

function findingOf({ source, text, better, span, isPlain, what }: Pattern): Finding {
  const only = isLetters(source) ? `the ${what} "${plainName(source)}"` : `${what}s that end with "${source.slice(-1)}"`
  return {
    span,
    message: `${text} matches only ${only}: a pattern must match the whole ${what}`,
    help: `write ${better}`,
    ...(isPlain ? { fix: unsafe(`write ${better}`, { span, text: better }) } : {}),
  }
}

/** A pattern of an expression: a slash would end it. */
function slashed(source: string): string {
  return `/${source.replace(/\\?\//g, '\\/')}/`
}

/** The patterns under "matches" in a logic statement. */
function patternsIn(node: Node): readonly { readonly source: string; readonly span: Span }[] {
  const operator = operatorOf(node)
  if (!operator) return []
  const { key, value } = operator
  if (key === 'equal') return []
  if (key !== 'matches') return (value.kind === 'seq' ? value.items : [value]).flatMap(patternsIn)
  const pattern = get(value, 'pattern')
  return pattern?.kind === 'scalar' && !pattern.templated ? [{ source: pattern.text, span: pattern.span }] : []
}

/** Names of branches that people mean as they are. */
const wholeNames =
  /^(main|master|develop|dev|development|trunk|next|staging|stage|production|prod|stable|beta|alpha|test|qa|canary|latest|gh-pages|renovate|docs)$/

function plainName(source: string): string {
  return source.replace(/^\^|\$$/g, '').replace(/\\(.)/g, '$1')
}

/** A pattern that holds nothing but letters and signs that stand for themselves. */
function isLetters(source: string): boolean {
  return /^\^?([\w/@-]|\\[^\w\s])+\$?$/.test(source)
}

/** What was probably meant, for a pattern of letters that is no whole name, and for one that ends where no name does. */
function meant(source: string): string | undefined {
  if (!isLetters(source)) return /(\/|-)$/.test(source) ? `${source}.*` : undefined
  const begins = source.startsWith('^')
  const ends = source.endsWith('$')
  if (begins && ends) return undefined
  if (!begins && !ends && wholeNames.test(plainName(source))) return undefined
  const middle = source.replace(/^\^|\$$/g, '')
  return ends ? `.*${middle}$` : `${begins ? '^' : ''}${middle}.*`
}
