import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from '../../../scripts/root.ts'
import { knownHosts } from './daemons.ts'
import { jobsOf, machineEnv, runJob } from './jobs.ts'
import { sh } from './process.ts'
import { ask, currentRelease, dataFiles, secrets, setUpServer, wipe } from './server.ts'
import { site } from './site.ts'

const data = '/var/lib/puppetplays'
const folder = join(site.folder, 'checkout')
const good = '1234567890'.repeat(4)
const broken = '0987654321'.repeat(4)

/** The values of each context, as CircleCI would hold them. */
const contexts: Readonly<Record<string, Record<string, string>>> = {
  'docker-hub': { DOCKER_USER: secrets.DOCKER_USER, DOCKER_PASSWORD: secrets.DOCKER_PASSWORD },
  'puppetplays-staging': {
    POSTGRES_PASSWORD: secrets.POSTGRES_PASSWORD,
    SECURITY_KEY: secrets.SECURITY_KEY,
    PLUGIN_WORKFLOW_KEY: secrets.PLUGIN_WORKFLOW_KEY,
    SSH_KNOWN_HOSTS: knownHosts().replaceAll('staging.test', 'staging.puppetplays.eu'),
  },
}

/** A checkout of the monorepo: this repository, and stand-ins for the two folders that are not part of it. */
function checkOut(revision: string, mode: 'well' | 'crashing'): void {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const files = sh('git', '-C', root, 'ls-files', '--cached', '--others', '--exclude-standard')
    .split('\n')
    .filter(Boolean)
  for (const file of files.filter(it => !it.startsWith('tests/'))) {
    cpSync(join(root, file), join(folder, file), { recursive: true })
  }
  const images = [
    ['puppetplays-web', 3000, mode],
    ['puppetplays-admin', 8080, 'well'],
  ] as const
  for (const [name, port, does] of images) {
    mkdirSync(join(folder, name))
    const lines = [
      `FROM ${site.registry}/library/postgres:13`,
      'ARG NEXT_PUBLIC_API_URL',
      `ENV SAYS=${name}-${revision} MODE=${does} PORT=${port} BAKED=$NEXT_PUBLIC_API_URL`,
      'CMD ["app"]',
    ]
    writeFileSync(join(folder, name, 'Dockerfile'), `${lines.join('\n')}\n`)
  }
}

/** Publishes and deploys as the workflow does; the approval is given. Ends with the first job that fails. */
async function runWorkflow(revision: string): Promise<{ job: string; code: number; out: string }> {
  let last = { job: '', code: 0, out: '' }
  for (const job of jobsOf('staging').filter(({ name }) => /^(publish|deploy)-/.test(name))) {
    const env = Object.assign({}, machineEnv(revision), ...job.contexts.map(name => contexts[name]))
    last = { job: job.name, ...(await runJob(job, folder, env)) }
    if (last.code !== 0) return last
  }
  return last
}

describe('the staging workflow of generated/config.yml, as emitted', () => {
  beforeAll(() => {
    wipe()
    setUpServer('staging', data)
    // What the real record names, where Docker Hub cannot be reached.
    sh('docker', 'tag', `${site.registry}/library/postgres:13`, 'postgres:13')
  })
  afterAll(() => wipe())

  test('publishes before it asks, and deploys after', () => {
    const names = jobsOf('staging').map(({ name }) => name)
    expect(names.indexOf('hold-staging')).toBeGreaterThan(names.indexOf('publish-web-staging'))
    expect(names.indexOf('hold-staging')).toBeGreaterThan(names.indexOf('publish-admin-staging'))
    expect(names.at(-1)).toBe('deploy-staging')
    expect(jobsOf('staging').at(-1)?.contexts).toEqual(['puppetplays-staging', 'docker-hub'])
  })

  test('brings a revision to the server', async () => {
    checkOut(good, 'well')
    const { job, code, out } = await runWorkflow(good)
    expect({ job, code }, out).toEqual({ job: 'deploy-staging', code: 0 })
    expect(await ask(site.ports.web)).toBe(`puppetplays-web-${good}`)
    expect(await ask(site.ports.admin, '/admin/login')).toBe(`puppetplays-admin-${good}`)
    expect(currentRelease(data)).toBe(`1-${good}`)
    expect(Object.keys(dataFiles(data))).toEqual([
      'database/postgres/PG_VERSION',
      'database/postgres/table',
      'static/upload.txt',
    ])
    const labels = sh(
      'docker',
      'inspect',
      '-f',
      '{{json .Config.Labels}} {{.Config.Env}}',
      `${site.registry}/puppetplays/puppetplays-web:${good}-staging`,
    )
    expect(labels).toContain(`"org.opencontainers.image.revision":"${good}"`)
    expect(labels).toContain('BAKED=https://api.staging.puppetplays.eu')
    expect(readFileSync(join(data, 'deploy.log'), 'utf8')).toContain(
      'https://circleci.com/gh/puppetplays/puppetplays/77',
    )
  })

  test('takes a broken revision back', async () => {
    const files = dataFiles(data)
    checkOut(broken, 'crashing')
    const { job, code, out } = await runWorkflow(broken)
    expect({ job, code }, out).toEqual({ job: 'deploy-staging', code: 12 })
    expect(out).toContain(`deploy@staging.puppetplays.eu runs 1-${good} again, and it is healthy`)
    expect(await ask(site.ports.web)).toBe(`puppetplays-web-${good}`)
    expect(await ask(site.ports.admin, '/admin/login')).toBe(`puppetplays-admin-${good}`)
    expect(dataFiles(data)).toEqual(files)
  })
})
