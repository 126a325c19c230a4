import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sh, until } from './process.ts'
import { composeFileOf, pipeline } from './records.ts'
import { ask, currentRelease, dataFiles, deploy, setUpServer, sshTraffic, wipe } from './server.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

const file = join(site.folder, 'swarm.yml')
const run = (...words: readonly string[]) => deploy(['swarm', ...words], { COMPOSE_FILE: file })

describe('a swarm', () => {
  beforeAll(() => {
    wipe()
    setUpServer('swarm')
    sh('docker', 'swarm', 'init', '--advertise-addr', '127.0.0.1', '--listen-addr', '127.0.0.1:2377')
    const environment = pipeline.environments.find(({ name }) => name === 'swarm')!
    // How long a new task is watched: the only wait of the generated file that a test cannot afford.
    writeFileSync(file, composeFileOf(environment).replaceAll('monitor: 30s', 'monitor: 5s'))
  })

  afterAll(async () => {
    sh('docker', 'stack', 'rm', 'puppetplays')
    await until('the stack is gone', () => sh('docker', 'ps', '-q').trim() === '')
    sh('docker', 'swarm', 'leave', '--force')
  })

  test('gets its first release', async () => {
    const { code, out } = await run('--version', revisions.first)
    expect(code, out).toBe(0)
    expect(await ask(site.ports.web)).toBe('first')
    expect(await ask(site.ports.admin, '/admin/login')).toBe('admin')
    expect(currentRelease()).toBe(`1-${revisions.first}`)
  })

  test('is updated, and converges, over one connection', async () => {
    const { mark } = sshTraffic()
    const { code, out } = await run('--version', revisions.second)
    expect(code, out).toBe(0)
    expect(await ask(site.ports.web)).toBe('second')
    const { connections, commands } = sshTraffic(mark)
    expect(connections).toBe(1)
    expect(commands).toBeLessThanOrEqual(12)
  })

  test('does nothing when there is nothing to do', async () => {
    const { code, out } = await run('--version', revisions.second)
    expect(code, out).toBe(0)
    expect(out).toContain('nothing to do')
  })

  test('takes a broken version back by itself, and says so', async () => {
    const files = dataFiles()
    const { code, out } = await run('--version', revisions.crashing)
    expect(code, out).toBe(12)
    expect(out).toMatch(/puppetplays-web was taken back by the swarm \(.*roll/)
    expect(out).toContain('cannot start: no such table')
    expect(await ask(site.ports.web)).toBe('second')
    expect(currentRelease()).toBe(`2-${revisions.second}`)
    expect(dataFiles()).toEqual(files)
    const spec = sh(
      'docker',
      'service',
      'inspect',
      '-f',
      '{{.UpdateStatus.State}} {{.Spec.TaskTemplate.ContainerSpec.Image}}',
      'puppetplays_puppetplays-web',
    )
    expect(spec).toContain(revisions.second)
  })

  test('goes back to the release before', async () => {
    const { code, out } = await run('rollback')
    expect(code, out).toBe(0)
    expect(await ask(site.ports.web)).toBe('first')
  })
})
