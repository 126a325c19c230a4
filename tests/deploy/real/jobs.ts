import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../../scripts/root.ts'
import { sh } from './process.ts'
import { site } from './site.ts'

/** A job of the emitted configuration, after our compiler expanded it: what a machine of CircleCI would run. */
export interface Job {
  readonly name: string
  readonly contexts: readonly string[]
  readonly approval: boolean
  readonly steps: readonly Step[]
}

/** A `run` step, or the name of another one. */
export type Step = string | { readonly run: Run } | Readonly<Record<string, unknown>>

interface Run {
  readonly name: string
  readonly command: string
  readonly working_directory?: string
  readonly environment?: Readonly<Record<string, string>>
}

interface Entry {
  readonly requires?: readonly string[]
  readonly context?: readonly string[]
  readonly type?: string
}

/** The jobs of a workflow of `generated/config.yml` as emitted, each after those it requires. */
export function jobsOf(workflow: string): readonly Job[] {
  const text = sh(
    'node',
    '--import',
    'tsx',
    join(root, 'scripts/circlec.ts'),
    'expand',
    join(root, 'generated/config.yml'),
  )
  const config = parse(text, { maxAliasCount: -1 })
  const entries: readonly (readonly [string, Entry])[] = config.workflows[workflow].jobs.map(
    (entry: string | Record<string, Entry>) => (typeof entry === 'string' ? [entry, {}] : Object.entries(entry)[0]),
  )
  const done: string[] = []
  const left = [...entries]
  while (left.length > 0) {
    const ready = left.findIndex(([, { requires = [] }]) => requires.every(name => done.includes(name)))
    done.push(left.splice(ready, 1)[0]![0])
  }
  return done.map(name => {
    const entry = entries.find(([other]) => other === name)![1]
    return {
      name,
      contexts: entry.context ?? [],
      approval: entry.type === 'approval',
      steps: config.jobs[name]?.steps ?? [],
    }
  })
}

/** Runs the scripts of a job in order, as CircleCI would: `bash -eo pipefail`, until one fails. */
export async function runJob(
  job: Job,
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; out: string }> {
  let out = ''
  for (const step of job.steps) {
    if (typeof step === 'string' || !('run' in step)) continue
    const { command, working_directory: below = '.', environment = {} } = step.run as Run
    const ended = await bash(command, join(folder, below), { ...env, ...environment })
    out += ended.out
    if (ended.code !== 0) return { code: ended.code, out }
  }
  return { code: 0, out }
}

function bash(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<{ code: number; out: string }> {
  const child = spawn('bash', ['-eo', 'pipefail', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', data => {
      out += data
    })
  }
  return new Promise(resolve => void child.once('close', code => resolve({ code: code ?? 255, out })))
}

/** What every job finds, whatever its contexts. */
export function machineEnv(revision: string): Record<string, string> {
  return {
    PATH: process.env.PATH!,
    HOME: site.home,
    CI: 'true',
    CIRCLE_BRANCH: 'develop',
    CIRCLE_SHA1: revision,
    CIRCLE_USERNAME: 'ann',
    CIRCLE_BUILD_URL: 'https://circleci.com/gh/puppetplays/puppetplays/77',
    REGISTRY: site.registry,
    // There is no network here: the packages come from what this machine has downloaded before.
    npm_config_offline: 'true',
    npm_config_cache: process.env.DEPLOY_NPM_CACHE!,
  }
}
