import type { Node } from '../../1-parse/node.ts'
import { wordsOf } from '../../4-plan/language/describe.ts'
import { contextsOf, firstOfEach, rolloutsOf } from '../facts/deploys.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Script } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/many-branches',
  severity: 'info',
  level: 'pedantic',
  title: 'One environment, several branches',
  what:
    'A job that deploys (and does not only publish) can be reached from more than one branch, and does not ask which one it ' +
    'is: neither `$CIRCLE_BRANCH` nor `<< pipeline.git.branch >>` stands in its steps or arguments.',
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
  check: ({ ask, reach, languages, scripts }, report) => {
    const deploys = [...ask(rolloutsOf)].filter(({ entry }) => entry.type === 'build')
    for (const use of firstOfEach(deploys)) {
      const names = reach(use.workflow).get(use.entry)?.branch.some.may
      const few = names && names !== languages().none ? wordsOf(names) : undefined
      if (!names || names === languages().none || few?.length === 1 || asksForBranch(use, scripts())) continue
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

/** Whether a job does something else for each branch; that its filters name branches is another matter. */
function asksForBranch(use: JobUse, scripts: readonly Script[]): boolean {
  if (scripts.some(({ jobs, scalar }) => branch.test(scalar.text) && jobs.includes(use))) return true
  const { job, entry } = use
  const seen = new Set<Node>()
  const asks = (node: Node): boolean => {
    if (seen.has(node)) return false
    seen.add(node)
    if (node.kind === 'scalar') return branch.test(node.text)
    if (node.kind === 'seq') return node.items.some(asks)
    // The name of a step is for people.
    return node.entries.some(({ key, value }) => key !== 'name' && asks(value))
  }
  const settings = entry.settings.filter(({ key }) => key !== 'filters' && key !== 'name')
  return (job?.definition !== undefined && asks(job.definition.node)) || settings.some(({ value }) => asks(value))
}

const branch = /\bCIRCLE_BRANCH\b|pipeline\.git\.branch\b/
