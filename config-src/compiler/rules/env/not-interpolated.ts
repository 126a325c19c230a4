import { quote } from '../../2-resolve/match.ts'
import { entriesIn, environmentsOf } from '../facts/environments.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'env/not-interpolated',
  severity: 'warning',
  level: 'default',
  title: 'A variable that is passed on as its name',
  what:
    'A value under `environment` that is `$NAME` or `${NAME}` and nothing else, of a job, an executor, a container or a ' +
    '`run` step. Texts that hold a variable among other things are left alone: a script may expand them.',
  why: 'CircleCI does not put variables into `environment`: the program gets the text `$NAME` itself (S12.22).',
  source: 'S12.22',
  bad: `version: 2.1
jobs:
  build:
    docker:
      - image: cimg/postgres:13.11
        environment: { POSTGRES_PASSWORD: $DATABASE_PASSWORD }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker:
      - image: cimg/postgres:13.11
        environment: { POSTGRES_HOST_AUTH_METHOD: trust }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { key, value } of facts.ask(environmentsOf).flatMap(entriesIn)) {
      const name = value.kind === 'scalar' ? /^\$\{?([A-Za-z_]\w*)\}?$/.exec(value.text)?.[1] : undefined
      if (name === undefined || value.kind !== 'scalar') continue
      report({
        span: value.span,
        message: `${quote(key)} becomes the text ${quote(value.text)}: CircleCI does not put variables into "environment"`,
        help:
          name === key
            ? 'remove the line: the steps of the job see the variables of the project and its contexts anyway'
            : `set it in a step: echo 'export ${key}="$${name}"' >> "$BASH_ENV"; a container beside the job can only get fixed values`,
      })
    }
  },
}

export default rule
