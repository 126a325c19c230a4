import { deploysOf, isRunBy } from '../facts/deploys.ts'
import { type EngineCall, engineCallOf } from '../facts/engines.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/floating-image',
  severity: 'warning',
  level: 'default',
  title: 'A deployment of `latest`',
  what:
    'A job that deploys starts, pulls or sets an image by a tag that moves: `latest`, or one such as `latest-staging`. One ' +
    'pulled for `--cache-from`, and tools that are run with `--rm`, are left alone. What counts as such a job is said by ' +
    '`deploy-jobs` in `circlec.yml`.',
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
      const isMeant = /latest/.test(script.scalar.text) && isRunBy(script, ask(deploysOf))
      const shell = isMeant ? script.shell() : undefined
      const commands = shell?.everywhere() ?? []
      for (const command of commands) {
        const image = imageOf(command)
        if (!shell || image === undefined || isForCache(command, image, commands)) continue
        // Where a template stood, the shell was given a word of the same length.
        const at = shell.text.indexOf(image, command.node.pos)
        const written = at < 0 ? image : script.textOf({ pos: at, end: at + image.length })
        report({
          span: script.spanOf(command.node),
          message: `this deploys "${written}", which is another image tomorrow`,
          help: 'name the exact revision: :$CIRCLE_SHA1, or a digest',
        })
      }
    }
  },
}

export default rule

const floating = /^\S*[\w.$}{-]:latest(-[\w.-]+)?$/

/** The image without a fixed version that a command starts, pulls or sets. */
function imageOf(command: ShellCommand): string | undefined {
  const { name, words } = command
  const call = engineCallOf(command)
  if (call) {
    const starts = /^(run|pull|create|update)$/.test(call.verb) && !isTool(call)
    return starts ? floatingIn(call.words) : undefined
  }
  if (!/^(kubectl|helm|nomad|ecs-deploy)$/.test(name) && !(isHosted(name) && words.includes('deploy'))) return undefined
  const isTag = (word: string): boolean => name === 'helm' && /(^|[.,=])tag=latest(-[\w.-]+)?(,|$)/.test(word)
  return floatingIn(words) ?? words.find(isTag)
}

/** The first image without a fixed version: a word, or the value of an option or a setting. */
function floatingIn(words: readonly string[]): string | undefined {
  return words.find(word => floating.test(word))?.replace(/^\S*=/, '')
}

function isHosted(name: string): boolean {
  return /^(gcloud|fly|flyctl)$/.test(name)
}

/** A container that is gone when its command ends, and that somebody waits for, is a tool and no deployment. */
function isTool({ verb, words }: EngineCall): boolean {
  return verb === 'run' && words.includes('--rm') && !words.some(word => /^(-[a-z]*d[a-z]*|--detach)$/.test(word))
}

/** Whether an image is pulled for the next build to begin with. */
function isForCache(command: ShellCommand, image: string, commands: readonly ShellCommand[]): boolean {
  if (engineCallOf(command)?.verb !== 'pull') return false
  return commands.some(({ words }) =>
    words.some((word, i) => word === `--cache-from=${image}` || (word === image && words[i - 1] === '--cache-from')),
  )
}
