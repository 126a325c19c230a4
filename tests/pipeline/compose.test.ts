import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { composeOf } from '../../config-src/model/compose.ts'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'
import { root } from '../../scripts/root.ts'
import { installed } from '../installed.ts'
import { emitted, type Tree } from './emitted.ts'

const variables = {
  PUPPETPLAYS_VERSION: '0123456789abcdef0123456789abcdef01234567-staging',
  POSTGRES_PASSWORD: `p'a"s$s w\`ord`,
  SECURITY_KEY: 'key',
  PLUGIN_WORKFLOW_KEY: 'licence',
}

async function dockerCompose(environment: string, env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  copyFileSync(join(root, `generated/compose.${environment}.yml`), join(folder, 'docker-compose.yml'))
  const PATH = process.env.PATH ?? ''
  return execa('docker-compose', ['config'], { cwd: folder, env: { PATH, ...env }, extendEnv: false, reject: false })
}

describe.runIf(installed('docker-compose')).each(['staging', 'production'])('docker-compose takes %s', environment => {
  test('with every variable set', async () => {
    const { exitCode, stdout, stderr } = await dockerCompose(environment, variables)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const services = (parse(stdout) as { services: Record<string, Tree> }).services
    expect(services['puppetplays-web']?.image).toBe(
      `docker.io/puppetplays/puppetplays-web:${variables.PUPPETPLAYS_VERSION}`,
    )
    // Compose writes a "$" as "$$" when it prints a config.
    expect(services.postgres?.environment).toMatchObject({
      POSTGRES_PASSWORD: variables.POSTGRES_PASSWORD.replace('$', '$$$$'),
    })
  })

  test.each(Object.keys(variables))('and refuses to start without %s', async missing => {
    const { exitCode, stderr } = await dockerCompose(environment, { ...variables, [missing]: '' })
    expect(exitCode).not.toBe(0)
    expect(stderr).toContain(missing)
  })

  test('another registry and another data directory', async () => {
    const { stdout } = await dockerCompose(environment, {
      ...variables,
      REGISTRY: 'localhost:5000',
      PUPPETPLAYS_HOST_DIR: '/srv',
    })
    expect(stdout).toContain('image: localhost:5000/puppetplays/puppetplays-admin:')
    expect(stdout).toContain('source: /srv/database/postgres')
  })
})

describe.each(['staging', 'production'])('the compose file of %s', environment => {
  const services = emitted(`generated/compose.${environment}.yml`).services as Record<string, Tree>

  test('starts what others wait for first, and waits until it is healthy', () => {
    expect(Object.entries(services).map(([name, service]) => [name, service.depends_on])).toEqual([
      ['postgres', undefined],
      ['puppetplays-admin', { postgres: { condition: 'service_healthy' } }],
      ['puppetplays-web', { 'puppetplays-admin': { condition: 'service_healthy' } }],
    ])
  })

  test('holds secrets only as variables that must be set', () => {
    const secrets = Object.values(services).flatMap(({ environment: variables }) =>
      Object.entries(variables as Tree).filter(([key]) => /PASSWORD|KEY/.test(key)),
    )
    expect(Object.fromEntries(secrets)).toEqual({
      POSTGRES_PASSWORD: '${POSTGRES_PASSWORD:?}',
      DB_PASSWORD: '${POSTGRES_PASSWORD:?}',
      SECURITY_KEY: '${SECURITY_KEY:?}',
      PLUGIN_WORKFLOW_KEY: '${PLUGIN_WORKFLOW_KEY:?}',
    })
  })

  test('each service has a health check, a restart policy, a limit for its logs and time to stop', () => {
    for (const [name, service] of Object.entries(services)) {
      expect(service, name).toMatchObject({
        restart: 'unless-stopped',
        stop_grace_period: expect.stringMatching(/^\d+s$/),
        healthcheck: {
          test: expect.arrayContaining(['CMD']),
          interval: expect.any(String),
          retries: expect.any(Number),
        },
        logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
      })
    }
  })

  test('keeps every persisted folder under the data directory', () => {
    const volumes = Object.values(services).flatMap(({ volumes }) => (volumes ?? []) as Tree[])
    expect(volumes.map(({ type, source, target }) => `${type} ${source} ${target}`)).toEqual([
      'bind ${PUPPETPLAYS_HOST_DIR:-/var/lib/puppetplays}/database/postgres /var/lib/postgresql/data',
      'bind ${PUPPETPLAYS_HOST_DIR:-/var/lib/puppetplays}/logs /app/storage/logs',
      'bind ${PUPPETPLAYS_HOST_DIR:-/var/lib/puppetplays}/static /app/web/static',
    ])
  })
})

test('with the engine swarm the same services become a stack', () => {
  const stack = composeOf(puppetplays, { ...puppetplays.verifyWith, engine: 'swarm' })
  const services = stack.services as Record<string, Tree>
  expect(stack.version).toBe('3.8')
  expect(services.postgres?.deploy).toMatchObject({
    update_config: { order: 'stop-first', failure_action: 'rollback' },
  })
  expect(services['puppetplays-web']?.ports).toEqual([{ target: 3000, published: 7000, protocol: 'tcp', mode: 'host' }])
  for (const service of Object.values(services)) {
    expect(service).not.toHaveProperty('restart')
    expect(service).not.toHaveProperty('depends_on')
  }
})
