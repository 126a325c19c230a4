import type { Matcher } from '../../3-expand/filter/read.ts'
import { unsafe } from '../edit.ts'
import { mapFiltersOf, matchersOf } from '../facts/filters.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/glob-in-regex',
  severity: 'warning',
  level: 'default',
  title: 'A pattern in a notation that filters do not have',
  what:
    'A filter is written as a shell pattern (`release/*`), or as a regular expression without slashes (`^v.*`). Between ' +
    'slashes, a star right after a letter or a dash at the end repeats just that character (`/release-*/`).',
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
      const better = kind === 'literal' ? fromGlob(text) : fromStar(matcher)
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
  },
}

export default rule

/** The regular expression for a text that no name can be: a pattern of the shell, or one that lacks its slashes. */
function fromGlob(text: string): string | undefined {
  if (!/[*?^\\[]/.test(text) || text.startsWith('/') !== text.endsWith('/')) return undefined
  const isRegex = /\.[*+]|\\|\^|\$$|\]/.test(text)
  if (isRegex) return `/${text.replace(/(?<!\\)\//g, '\\/')}/`
  const escaped = text
    .replace(/[.+()|/]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return `/${escaped}/`
}

/** A star right after a letter, a dash or a slash, at the end of a pattern. */
function fromStar({ source }: Matcher): string | undefined {
  return /[\w/-]\*$/.test(source) && !/\\\w\*$/.test(source) ? `/${source.slice(0, -1)}.*/` : undefined
}
