import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import type { JobUse } from '../facts/jobs.ts'
import { walkScalars } from '../facts/mentions.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

/** What needs an engine, and not only the client. */
const engine = new Set(['build', 'run', 'push', 'pull', 'create', 'start', 'exec', 'up', 'bake'])

/** Groups of commands below `docker`. */
const groups = new Set(['compose', 'image', 'container', 'buildx', 'builder'])

const rule: Rule = {
  id: 'docker/no-remote-docker',
  severity: 'warning',
  level: 'default',
  title: 'Docker where there is no engine',
  what:
    'A script with `docker build`, `run`, `push`, `pull` or `docker compose up` in a job that runs in docker and has no ' +
    '`setup_remote_docker`. Jobs with steps that are not known, with an engine of their own (`DOCKER_HOST`, an image `dind`) ' +
    'or on self-hosted runners are left alone.',
  why: 'A container has no docker engine: "Cannot connect to the Docker daemon".',
  source: 'S12.19',
  bad: `version: 2.1
jobs:
  image:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - run: docker build -t acme/web:1.2 .
workflows:
  main:
    jobs: [image]
`,
  good: `version: 2.1
jobs:
  image:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - checkout
      - setup_remote_docker
      - run: docker build -t acme/web:1.2 .
workflows:
  main:
    jobs: [image]
`,
  check: (facts, report) => {
    if (isConditional(facts, 'setup_remote_docker')) return
    for (const script of facts.scripts()) {
      const job = script.scalar.text.includes('docker') ? script.jobs.find(hasNoEngine) : undefined
      const command = job && script.shell()?.commands.find(needsEngine)
      if (!job || !command) continue
      report({
        span: script.spanOf(command.node),
        message: `${quote(script.textOf(command.node))} needs a docker engine, and job ${quote(job.entry.name)} has none`,
        help: 'add the step setup_remote_docker before it, or run the job on a machine',
      })
    }
  },
}

export default rule

function hasNoEngine(job: JobUse): boolean {
  const body = job.job?.body
  const docker = get(body, 'docker')
  const resourceClass = get(body, 'resource_class')
  if (!docker || isUnknown(job) || stepsNamed(job, 'setup_remote_docker').length > 0) return false
  if (resourceClass?.kind === 'scalar' && resourceClass.text.includes('/')) return false
  return !mentionsEngine(docker) && !mentionsEngine(get(body, 'environment')) && !mentionsEngine(get(body, 'steps'))
}

function mentionsEngine(node: Node | undefined): boolean {
  let found = false
  if (node) walkScalars(node, ({ text }) => (found ||= /DOCKER_HOST|\bdind\b|dockerd/.test(text)))
  return found
}

function needsEngine({ name, words }: ShellCommand): boolean {
  const plain = words.filter(word => !word.startsWith('-'))
  if (name === 'docker-compose') return plain.some(word => engine.has(word))
  if (name !== 'docker') return false
  const [first = '', ...rest] = plain
  return engine.has(first) || (groups.has(first) && rest.some(word => engine.has(word)))
}
