import { wordsOf } from '../../4-plan/language/describe.ts'
import { contextsOf, deploysOf } from '../facts/deploys.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/many-branches',
  severity: 'info',
  level: 'pedantic',
  title: 'One environment, several branches',
  what: 'A job that deploys can be reached from more than one branch, and does not ask which one it is.',
  why: 'Whichever branch was pushed last is what runs there. Often a second branch is left over from an older way of releasing.',
  source: 'S23',
  bad: `version: 2.1
jobs:
  deploy-staging:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./deploy.sh staging --rollback-on-failure
workflows:
  main:
    jobs:
      - deploy-staging:
          serial-group: staging
          filters: pipeline.git.branch == "develop" or pipeline.git.branch == "release"
`,
  good: `version: 2.1
jobs:
  deploy-staging:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./deploy.sh staging --rollback-on-failure
workflows:
  main:
    jobs:
      - deploy-staging:
          serial-group: staging
          filters: pipeline.git.branch == "develop"
`,
  check: ({ ask, reach, languages }, report) => {
    const deploys = [...ask(deploysOf)].filter(({ entry }) => entry.type === 'build')
    for (const use of deploys) {
      const names = reach(use.workflow).get(use.entry)?.branch.some.may
      const few = names && names !== languages().none ? wordsOf(names) : undefined
      if (!names || names === languages().none || few?.length === 1) continue
      const which = few ? few.join(', ') : names === languages().all ? 'every branch' : 'many branches'
      const [context] = contextsOf(use)
      report({
        span: use.entry.call.span,
        message: `"${use.entry.name}" can be reached from ${which}: whichever was pushed last is deployed`,
        help: 'let one branch deploy to one environment',
        related: context ? [{ message: `it has the secrets of "${context.name}"`, span: context.node.span }] : [],
      })
    }
  },
}

export default rule
