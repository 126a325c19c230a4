import { quote } from '../../2-resolve/match.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Rule } from '../rule.ts'

const small = /^[a-z][a-z0-9_-]*$/
const job = /^[A-Za-z][A-Za-z0-9_-]*$/

const rule: Rule = {
  id: 'names/pattern',
  severity: 'info',
  level: 'pedantic',
  title: 'A name that the documentation does not allow',
  what:
    'The name of a job with other characters than letters, digits, `_` and `-`, or of a command, an executor or a parameter ' +
    'that does not begin with a small letter or has other characters than small letters, digits, `_` and `-`.',
  why: 'CircleCI takes them today; other programs that read the file, and the next compiler, may not (S1.6).',
  source: 'S1.6',
  bad: `version: 2.1
jobs:
  build all:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build all]
`,
  good: `version: 2.1
jobs:
  build-all:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build-all]
`,
  check: ({ config, ask }, report) => {
    if (config.version === '2') return
    const look = (what: string, { name, span }: { name: string; span: Span }, pattern: RegExp) => {
      if (pattern.test(name)) return
      const better = name
        .toLowerCase()
        .replace(/[^a-z0-9_-]+/g, '-')
        .replace(/^[^a-z]+|-+$/g, '')
      report({
        span,
        message: `${quote(name)} is not a name for ${what === 'executor' ? 'an' : 'a'} ${what} as the documentation wants it`,
        help: better === '' ? 'use letters, digits, "_" and "-"' : `call it ${better}`,
      })
    }
    for (const { kind, name, nameSpan, parameters } of ask(allDefinitions)) {
      look(kind, { name, span: nameSpan }, kind === 'job' ? job : small)
      for (const one of parameters.values()) look('parameter', one, small)
    }
  },
}

export default rule
