import { type Expr, walkExpression } from '../../3-expand/expression/parse.ts'
import { unsafe } from '../edit.ts'
import { mapFiltersOf, matchersOf } from '../facts/filters.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/glob-in-regex',
  severity: 'warning',
  level: 'default',
  title: 'A pattern in a notation that filters do not have',
  what:
    'A filter is written as a shell pattern (`release/*`), or as a regular expression without slashes (`^v.*`). Between ' +
    'slashes, a star right after a letter or a dash at the end repeats just that character (`/release-*/`). Expressions too.',
  why: 'Without slashes a text is compared as it is (S17.2), and git allows none of these characters in a name: it never matches.',
  source: 'S17.2',
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
              ignore: release/*
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
              ignore: /release\\/.*/
`,
  check: (facts, report) => {
    for (const matcher of facts.ask(mapFiltersOf).flatMap(matchersOf)) {
      const { text, span, kind } = matcher
      const better = kind === 'literal' ? fromGlob(text) : fromStar(matcher.source)
      if (better === undefined) continue
      const why =
        kind === 'literal'
          ? `"${text}" is compared as it is, and no branch or tag can be called so: a pattern stands between slashes`
          : `in ${text} the star repeats only the character before it`
      const isPlain = span.source.text.slice(span.start, span.end) === text
      report({
        span,
        message: why,
        help: `write ${better}`,
        ...(isPlain ? { fix: unsafe(`write ${better}`, { span, text: better }) } : {}),
      })
    }
    for (const { expr, spanOf } of facts.expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'compare') return
        const found = inComparison(part)
        if (found) report({ ...found, span: spanOf(part.right) })
      })
    }
  },
}

export default rule

/** A pattern of the shell beside the name of a branch or a tag in an expression. */
function inComparison({
  left,
  right,
  operator,
}: Extract<Expr, { kind: 'compare' }>): Omit<Finding, 'span'> | undefined {
  if (left.kind !== 'name' || !/^pipeline\.git\.(branch|tag)$/.test(left.name)) return undefined
  if (operator === 'matches' && right.kind === 'pattern') {
    const better = fromStar(right.source)?.slice(1, -1).replace(/\\?\//g, '\\/')
    return better === undefined
      ? undefined
      : { message: `in /${right.source}/ the star repeats only the character before it`, help: `write /${better}/` }
  }
  const isEqual = operator === '==' || operator === '!='
  if (!isEqual || right.kind !== 'literal' || typeof right.value !== 'string') return undefined
  const better = fromGlob(right.value)
  if (better === undefined) return undefined
  const test = `${left.name} matches ${better}`
  return {
    message: `"${right.value}" is compared as it is, and no branch or tag can be called so`,
    help: `write ${operator === '==' ? test : `${left.name} and not (${test})`}`,
  }
}

/** The regular expression for a text that no name can be: a pattern of the shell, or one that lacks its slashes. */
function fromGlob(text: string): string | undefined {
  if (!/[*?^\\[]/.test(text) || text.startsWith('/') !== text.endsWith('/')) return undefined
  const isRegex = /\.[*+]|\\|\^|\$$|\]/.test(text)
  if (isRegex) return `/${text.replace(/(?<!\\)\//g, '\\/')}/`
  const escaped = text
    .replace(/[.+()|/]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.')
  return `/${escaped}/`
}

/** A star right after a letter, a dash or a slash, at the end of a pattern. */
function fromStar(source: string): string | undefined {
  const [, start, end] = /^(.*[\w/-])\*(\$?)$/.exec(source) ?? []
  return start === undefined || /\\\w$/.test(start) ? undefined : `/${start}.*${end}/`
}
