import { get } from '../../1-parse/build.ts'
import { isRunBy, rolloutsOf } from '../facts/deploys.ts'
import { type EngineCall, engineCallOf } from '../facts/engines.ts'
import { placeOf, type Script } from '../facts/scripts.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'deploy/stops-everything',
  severity: 'warning',
  level: 'default',
  title: 'A deployment that begins by stopping everything',
  what:
    'A job that deploys stops all containers, the database included, before the new ones are there: `docker compose down`, ' +
    '`docker stop $(docker ps …)`, on the job or through `ssh`, and starts containers afterwards, in the same step or a ' +
    'later one. Where only some services or containers are named, nothing is reported.',
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
    const rollouts = ask(rolloutsOf)
    const meant = scripts().filter(it => /docker|podman/.test(it.scalar.text) && isRunBy(it, rollouts))
    for (const script of meant) {
      for (const [side, commands] of sidesOf(script).entries()) {
        for (const [i, command] of commands.entries()) {
          if (!stopsAll(command, commands[i - 1])) continue
          const later = () => scriptsAfter(script, meant).flatMap(it => sidesOf(it)[side] ?? [])
          if (!commands.slice(i + 1).some(startsContainers) && !later().some(startsContainers)) continue
          report({
            span: script.spanOf(command.node),
            message: 'this stops every container, the database included, before the new ones are there',
            help: 'fetch the images first, then replace one service after another: docker compose up --detach --wait',
          })
        }
      }
    }
  },
}

export default rule

/** The commands that run on the job, and those that it sends to a server: what stops on one starts on the same. */
function sidesOf(script: Script): readonly (readonly ShellCommand[])[] {
  const shell = script.shell()
  return shell ? [shell.commands, shell.everywhere().slice(shell.commands.length)] : []
}

/** The scripts that some job runs after one. */
function scriptsAfter(script: Script, all: readonly Script[]): readonly Script[] {
  return script.jobs.flatMap(({ steps }) => {
    const places = steps.map(({ body }) => {
      const command = get(body, 'command')
      return command && placeOf(command)
    })
    const at = places.indexOf(placeOf(script.scalar))
    return at < 0 ? [] : all.filter(({ scalar }) => places.includes(placeOf(scalar), at + 1))
  })
}

function stopsAll(command: ShellCommand, previous: ShellCommand | undefined): boolean {
  const call = engineCallOf(command)
  if (call?.about === 'compose') return /^(down|stop|kill)$/.test(call.verb) && !namesServices(call)
  if (call?.about === 'stack') return /^(rm|remove|down)$/.test(call.verb)
  if (call?.about === 'container') return stops(call) && call.words.some(word => listing.test(word))
  const at = command.name === 'xargs' ? command.words.findIndex(word => /^(docker|podman)$/.test(word)) : -1
  const sent = engineCallOf({ name: command.words[at] ?? '', words: command.words.slice(at + 1) })
  return sent !== undefined && stops(sent) && previous !== undefined && listsAll(previous)
}

function stops({ verb, words }: EngineCall): boolean {
  return verb === 'stop' || verb === 'kill' || (verb === 'rm' && words.some(it => /^(-\w*f\w*|--force)$/.test(it)))
}

/** Whether some services are named, which leaves the others alone. */
function namesServices({ words }: EngineCall): boolean {
  return words.some(
    (word, i) => !word.startsWith('-') && !/^(-t|-s|--timeout|--signal|--rmi)$/.test(words[i - 1] ?? ''),
  )
}

/** A list of all containers in a substitution; one with a filter is some of them. */
const listing = /(\$\(|`)\s*(sudo\s+)?(docker|podman)\s+(container\s+)?(ps|ls|list)(\s+(-[aq]+|--all|--quiet))*\s*[)`]/

function listsAll(command: ShellCommand): boolean {
  const call = engineCallOf(command)
  if (call?.about !== 'container' || !/^(ps|ls|list)$/.test(call.verb)) return false
  return call.words.every(word => /^(-[aq]+|--all|--quiet)$/.test(word))
}

function startsContainers(command: ShellCommand): boolean {
  const call = engineCallOf(command)
  return (
    call !== undefined && (/^(up|run|start)$/.test(call.verb) || (call.about === 'stack' && call.verb === 'deploy'))
  )
}
