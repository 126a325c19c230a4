import { pipelineValues } from '../../2-resolve/pipeline-values.ts'
import { walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

/** What to use instead, where there is one value that says the same. */
const instead: Readonly<Record<string, string>> = {
  'pipeline.trigger_source': 'pipeline.trigger.type',
  'pipeline.trigger_parameters.circleci.event_time': 'pipeline.trigger.received_at',
  'pipeline.trigger_parameters.circleci.trigger_type': 'pipeline.trigger.type',
  'pipeline.trigger_parameters.circleci.event_type': 'pipeline.event.name',
  'pipeline.trigger_parameters.github_app.branch': 'pipeline.git.branch',
  'pipeline.trigger_parameters.github_app.checkout_sha': 'pipeline.git.revision',
  'pipeline.trigger_parameters.github_app.commit_sha': 'pipeline.git.revision',
  'pipeline.trigger_parameters.github_app.commit_title': 'pipeline.git.commit.subject',
  'pipeline.trigger_parameters.github_app.commit_message': 'pipeline.git.commit.body',
  'pipeline.trigger_parameters.github_app.commit_author_name': 'pipeline.git.commit.author_login',
  'pipeline.trigger_parameters.github_app.repo_name': 'pipeline.git.repo_name',
  'pipeline.trigger_parameters.github_app.repo_url': 'pipeline.git.repo_url',
}

const rule: Rule = {
  id: 'deprecated/pipeline-value',
  severity: 'warning',
  level: 'default',
  title: 'A pipeline value that goes away',
  what: 'A template or an expression uses a pipeline value that CircleCI calls deprecated.',
  why: 'Nobody promises that it is still set: an unset value is null, and what asks for it is quietly false or empty.',
  source: 'S20.1, S24 L5',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  by-hand:
    when: pipeline.trigger_source == "api"
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  by-hand:
    when: pipeline.trigger.type == "api"
    jobs: [test]
`,
  check: ({ expressions }, report) => {
    for (const { expr, spanOf } of expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'name' || pipelineValues.get(part.name)?.deprecated !== true) return
        const next = instead[part.name]
        report({
          span: spanOf(part),
          message: `"${part.name}" is deprecated, and may be null`,
          ...(next ? { help: `use ${next}, and look which values it has` } : {}),
        })
      })
    }
  },
}

export default rule
