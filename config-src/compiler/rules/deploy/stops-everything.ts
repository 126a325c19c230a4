import { rolloutsOf } from '../facts/deploys.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/stops-everything',
  severity: 'warning',
  level: 'default',
  title: 'A deployment that begins by stopping everything',
  what:
    'A job that deploys stops all containers, the database included, before the new ones are there: `docker compose down`, ' +
    '`docker stop $(docker ps …)`, on the job or through `ssh`.',
  why: 'The site is away while images are fetched, and stays away when that fails: there is nothing left to go back to.',
  source: 'policy',
  bad: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ssh web@example.com 'docker compose down && docker compose up --detach --wait'
workflows:
  main:
    jobs:
      - deploy: { filters: pipeline.git.branch == "main", serial-group: web }
`,
  good: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ssh web@example.com 'docker compose pull && docker compose up --detach --wait'
workflows:
  main:
    jobs:
      - deploy: { filters: pipeline.git.branch == "main", serial-group: web }
`,
  check: ({ scripts, ask }, report) => {
    for (const script of scripts()) {
      const isMeant = /docker|podman/.test(script.scalar.text) && script.jobs.some(job => ask(rolloutsOf).has(job))
      const shell = isMeant ? script.shell() : undefined
      const commands = shell?.everywhere() ?? []
      for (const [i, command] of commands.entries()) {
        const startsLater = commands.slice(i + 1).some(startsContainers)
        if (!startsLater || !stopsAll(command)) continue
        report({
          span: script.spanOf(command.node),
          message: 'this stops every container, the database included, before the new ones are there',
          help: 'fetch the images first, then replace one service after another: docker compose up --detach --wait',
        })
      }
    }
  },
}

export default rule

function stopsAll({ name, words }: ShellCommand): boolean {
  if (name === 'docker-compose') return words.some(word => word === 'down' || word === 'stop')
  if (name !== 'docker' && name !== 'podman') return false
  if (words[0] === 'compose') return words.includes('down') || words.includes('stop')
  return /^(stop|kill|rm)$/.test(words[0] ?? '') && words.some(word => /\$\(|`/.test(word))
}

function startsContainers({ name, words }: ShellCommand): boolean {
  if (name === 'docker-compose') return words.includes('up') || words.includes('start')
  return (name === 'docker' || name === 'podman') && (words.includes('up') || words.includes('run'))
}
