import { didYouMean, listed } from '../../diagnostics/suggest.ts'
import { contextsOf } from '../facts/deploys.ts'
import { matchesAny } from '../glob.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'context/unknown',
  severity: 'error',
  level: 'default',
  title: 'A context that does not exist',
  what: 'A job has a context that `contexts` in `circlec.yml` does not name. Without that list nothing is reported.',
  why: 'CircleCI finds out when the job should start: it is unauthorized, and what waits for it does not run.',
  source: 'S18.7, S18.8',
  settings: 'contexts: [staging, production]\n',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { context: stagin }
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { context: staging }
`,
  check: ({ jobs, settings: { contexts } }, report) => {
    if (!contexts) return
    const names = contexts.filter(it => !it.includes('*'))
    for (const job of jobs()) {
      for (const { name, node } of contextsOf(job)) {
        if (matchesAny(name, contexts)) continue
        report({
          span: node.span,
          message: `there is no context "${name}": circlec.yml names ${listed(contexts)}`,
          help: didYouMean(name, names) ?? 'add it to "contexts" in circlec.yml, or correct the name',
        })
      }
    }
  },
}

export default rule
