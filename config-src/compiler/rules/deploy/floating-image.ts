import { deploysOf } from '../facts/deploys.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/floating-image',
  severity: 'warning',
  level: 'default',
  title: 'A deployment of `latest`',
  what:
    'A job that deploys starts, pulls or sets an image by a tag that moves: `latest`, or one such as `latest-staging`. What ' +
    'counts as such a job is said by `deploy-jobs` in `circlec.yml`.',
  why: 'Nobody can say which version runs, two deployments race for one name, and a rollback cannot name what was there before.',
  source: 'policy',
  bad: `version: 2.1
jobs:
  deploy:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - run: docker service update --image example/web:latest --update-failure-action rollback web
workflows:
  main:
    jobs:
      - approve: { type: approval, filters: pipeline.git.branch == "main" }
      - deploy: { requires: [approve], filters: pipeline.git.branch == "main", serial-group: web }
`,
  good: `version: 2.1
jobs:
  deploy:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - run: docker service update --image "example/web:$CIRCLE_SHA1" --update-failure-action rollback web
workflows:
  main:
    jobs:
      - approve: { type: approval, filters: pipeline.git.branch == "main" }
      - deploy: { requires: [approve], filters: pipeline.git.branch == "main", serial-group: web }
`,
  check: ({ scripts, ask }, report) => {
    for (const script of scripts()) {
      const isMeant = /latest/.test(script.scalar.text) && script.jobs.some(job => ask(deploysOf).has(job))
      const shell = isMeant ? script.shell() : undefined
      for (const { name, words, node } of shell?.everywhere() ?? []) {
        const starts =
          /^(docker|podman)$/.test(name) && /^(run|pull|service|compose|create|stack)$/.test(words[0] ?? '')
        const sets = /^(kubectl|helm|nomad|ecs-deploy)$/.test(name)
        const image = starts || sets ? words.find(word => floating.test(word)) : undefined
        if (image === undefined) continue
        report({
          span: script.spanOf(node),
          message: `this deploys "${image}", which is another image tomorrow`,
          help: 'name the exact revision: :$CIRCLE_SHA1, or a digest',
        })
      }
    }
  },
}

export default rule

const floating = /^[^\s:]*(=|^)?[\w.$}{-]+(\/[\w.$}{-]+)*:(latest|latest-[\w-]+)$/
