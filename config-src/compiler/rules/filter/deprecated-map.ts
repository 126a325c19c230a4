import type { Matcher, Section } from '../../3-expand/filter/read.ts'
import { quoted, replaceValue, safe } from '../edit.ts'
import { mapFiltersOf, type WrittenFilters } from '../facts/filters.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'filter/deprecated-map',
  severity: 'info',
  level: 'pedantic',
  title: 'Filters as maps of branches and tags',
  what: 'A job of a workflow is filtered by a map of `branches` and `tags`. The filters of schedules have no other form.',
  why: 'The map is deprecated. An expression says the same, tags included, without the rules one must know for the map.',
  source: '[jobfilters](https://circleci.com/docs/reference/configuration-reference/#jobfilters), S17.11',
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
              only: main
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
          filters: pipeline.git.branch == "main"
`,
  check: (facts, report) => {
    if (facts.config.version === '2') return
    for (const filters of facts.ask(mapFiltersOf)) {
      if (filters.what.startsWith('the schedule')) continue
      const { entry } = filters
      const text = expressionOf(filters)
      const edit = text === undefined ? undefined : replaceValue(facts.document, entry, quoted(text))
      report({
        span: entry.keyNode.span,
        message: `the filters of ${filters.what} are a map of branches and tags, which is deprecated`,
        ...(text === undefined ? {} : { help: `write filters: ${text}` }),
        ...(edit ? { fix: safe('write the filters as an expression', edit) } : {}),
      })
    }
  },
}

export default rule

/** The expression that lets the same branches and tags pass; undefined where no simple one does. */
function expressionOf({ branches, tags }: WrittenFilters): string | undefined {
  const onBranches = branches ? sectionOf(branches, 'pipeline.git.branch', true) : 'pipeline.git.branch'
  const onTags = tags ? sectionOf(tags, 'pipeline.git.tag', false) : ''
  if (onBranches === undefined || onTags === undefined) return undefined
  const parts = [onBranches, onTags].filter(part => part !== '')
  return parts.length === 0 ? undefined : parts.join(' or ')
}

/** What a section says of a value: empty for nothing, undefined where it cannot be said. */
function sectionOf({ only, ignore }: Section, name: string, otherwise: boolean): string | undefined {
  const list = only ?? ignore
  if (!list) return otherwise ? name : ''
  if (list.length === 0) return only ? '' : name
  if (list.some(isEverything)) return only ? name : ''
  const tests = list.map(matcher => testOf(matcher, name))
  if (tests.some(test => test === undefined)) return undefined
  const joined = tests.join(' or ')
  if (only) return joined
  return `${name} and not (${joined})`
}

function isEverything({ kind, source }: Matcher): boolean {
  return kind === 'pattern' && /^\^?\.\*\$?$/.test(source)
}

function testOf({ kind, source }: Matcher, name: string): string | undefined {
  if (kind === 'literal') return /["\\\n]/.test(source) ? undefined : `${name} == "${source}"`
  // Slashes end a pattern in an expression.
  const pattern = source.replace(/\\?\//g, '\\/')
  // Expressions have neither \x nor what looks around or back.
  return /[^\x20-\x7e]|\\[xu1-9]|\\$|\(\?[=!<]|[*+?}]\+/.test(pattern) || pattern.length > 128
    ? undefined
    : `${name} matches /${pattern}/`
}
