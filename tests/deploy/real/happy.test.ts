import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { sh } from './process.ts'
import { composeFileOf, pipeline } from './records.ts'
import {
  ask,
  currentRelease,
  dataFiles,
  deploy,
  secrets,
  setUpServer,
  sshTraffic,
  startDeploy,
  wipe,
} from './server.ts'
import { withProgram } from './shims.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

const second = `2-${revisions.second}`
const login = Buffer.from(`${secrets.DOCKER_USER}:${secrets.DOCKER_PASSWORD}`).toString('base64')
const hidden = [...Object.values(secrets), ...secrets.SECURITY_KEY.split('\n'), login]

/** Every file below a folder, with what `ls` would say of it. */
function listing(folder: string): readonly string[] {
  return sh('find', folder, '-printf', '%P %m %u %T@ %s\n').split('\n').sort()
}

/** The secrets that a text shows. */
const shownIn = (text: string) => hidden.filter(secret => text.includes(secret))

/** The arguments of every process of the site: client, ssh, server, engine and containers. */
function argumentsNow(): string {
  const ids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
  return ids
    .map(id => {
      try {
        return readFileSync(`/proc/${id}/cmdline`, 'utf8')
      } catch {
        return ''
      }
    })
    .join('\n')
}

beforeAll(() => {
  wipe()
  setUpServer()
})

describe('a deploy', () => {
  test('brings the first release to a server that is set up, with every secret as it is', async () => {
    const { code, out } = await deploy(['staging', '--version', revisions.first])
    expect(code, out).toBe(0)
    expect(out).toContain('skipped: no database is running')
    expect(await ask(site.ports.web)).toBe('first')
    expect(await ask(site.ports.admin, '/admin/login')).toBe('admin')
    const container = sh('docker', 'ps', '-q', '--filter', 'label=com.docker.compose.service=puppetplays-admin').trim()
    const env: readonly string[] = JSON.parse(sh('docker', 'inspect', '-f', '{{json .Config.Env}}', container))
    expect(env).toContain(`DB_PASSWORD=${secrets.POSTGRES_PASSWORD}`)
    expect(env).toContain(`SECURITY_KEY=${secrets.SECURITY_KEY}`)
    expect(env).toContain(`PLUGIN_WORKFLOW_KEY=${secrets.PLUGIN_WORKFLOW_KEY}`)
  })

  test('needs one connection and at most 12 commands, and shows no secret to anybody', async () => {
    const { mark } = sshTraffic()
    const seen = new Set<string>()
    const running = startDeploy(['staging', '--version', `${revisions.second}-staging`], { CIRCLE_BRANCH: 'develop' })
    const sampling = setInterval(() => seen.add(argumentsNow()), 25)
    const { code, out } = await running.ended
    clearInterval(sampling)
    expect(code, out).toBe(0)
    const { connections, commands } = sshTraffic(mark)
    expect(connections).toBe(1)
    expect(commands).toBeLessThanOrEqual(12)
    expect(seen.size).toBeGreaterThan(20)
    expect([...seen].flatMap(shownIn)).toEqual([])
    expect(shownIn(out)).toEqual([])
  })

  test('leaves secrets in no file but the one that only its owner reads', () => {
    const folders = [site.data, join(site.folder, 'deploy'), join(site.folder, 'sshd.log'), '/var/log', '/run']
    const files = sh('find', ...folders, '-type', 'f', '-not', '-path', '/run/docker/*')
      .split('\n')
      .filter(Boolean)
    const temporary = readdirSync('/tmp').filter(name => /^(tmp\.|deploy-(?!site))/.test(name))
    const secret = files.filter(path => path.endsWith('/secrets.env'))
    expect(secret.map(path => (statSync(path).mode & 0o777).toString(8))).toEqual(['600', '600'])
    const others = files.filter(path => !secret.includes(path))
    expect(others.filter(path => shownIn(readFileSync(path, 'utf8')).length > 0)).toEqual([])
    expect(temporary.filter(name => shownIn(sh('find', join('/tmp', name), '-type', 'f')).length > 0)).toEqual([])
  })

  test('keeps a record of the release', () => {
    const record = JSON.parse(readFileSync(join(site.data, 'current/release.json'), 'utf8'))
    expect(currentRelease()).toBe(second)
    expect(record).toMatchObject({ version: revisions.second, result: 'good', pipeline: '' })
    expect(record.who).toMatch(/^tester@/)
    expect(Object.keys(record.images)).toEqual(['postgres', 'puppetplays-admin', 'puppetplays-web'])
    expect(record.images['puppetplays-web']).toMatch(/puppetplays-web@sha256:[0-9a-f]{64}$/)
  })

  test('of what runs already and is healthy changes nothing, says so and exits 0', async () => {
    const before = [listing(site.data), sh('docker', 'ps', '-a', '--no-trunc')]
    const { code, out } = await deploy(['staging', '--version', revisions.second])
    expect(code).toBe(0)
    expect(out).toContain(`${second} runs already and is healthy: nothing to do`)
    const ids = (text: string) => text.split('\n').map(line => line.split(' ')[0])
    expect([listing(site.data), ids(sh('docker', 'ps', '-a', '--no-trunc'))]).toEqual([
      before[0],
      ids(before[1] as string),
    ])
  })

  test('with another definition of one service leaves the database alone', async () => {
    const ids = () =>
      ['postgres', 'puppetplays-web'].map(name =>
        sh('docker', 'ps', '-q', '--filter', `label=com.docker.compose.service=${name}`).trim(),
      )
    const before = ids()
    const file = join(site.folder, 'more.yml')
    const text = composeFileOf(pipeline.environments[0]!)
    writeFileSync(file, text.replace('NEXT_PUBLIC_API_URL: https', 'MORE: more\n      NEXT_PUBLIC_API_URL: https'))
    const { code, out } = await deploy(['staging', '--version', revisions.second], { COMPOSE_FILE: file })
    expect(code, out).toBe(0)
    const after = ids()
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
    expect((await deploy(['staging', 'rollback', '--to', '2'])).code).toBe(0)
  })

  test('that fails shows the log of the culprit without the secrets in it', async () => {
    const { code, out } = await deploy(['staging', '--version', revisions.talking])
    expect(code, out).toBe(12)
    expect(out).toContain('NEXT_PUBLIC_API_URL=')
    expect(shownIn(out)).toEqual([])
  })
})

describe('what a server can be asked', () => {
  test('status', async () => {
    const { code, out } = await deploy(['staging', 'status'])
    expect(code).toBe(0)
    expect(out).toContain(`current release: ${second}`)
    expect(out).toContain('lock: free')
    expect(out).toContain('puppetplays-web: good')
  })

  test('releases', async () => {
    const { out } = await deploy(['staging', 'releases'])
    expect(out).toMatch(
      new RegExp(
        `^ {4}4-${revisions.talking} {2}bad .*\n {4}3-${revisions.second} {2}good .*\n {2}\\* ${second} {2}good .*\n {4}1-${revisions.first} {2}good`,
        'm',
      ),
    )
  })

  test('logs, of one service', async () => {
    const { code, out } = await deploy(['staging', 'logs', 'puppetplays-web'])
    expect(code).toBe(0)
    expect(out).not.toContain('postgres |')
  })
})

describe('a rollback', () => {
  test('goes to the last good release, and keeps the data', async () => {
    const files = dataFiles()
    const { code, out } = await deploy(['staging', 'rollback'])
    expect(code, out).toBe(0)
    expect(currentRelease()).toBe(`1-${revisions.first}`)
    expect(await ask(site.ports.web)).toBe('first')
    expect(dataFiles()).toEqual(files)
  })

  test('has nothing to go back to before the first, and never goes to a bad one', async () => {
    const first = await deploy(['staging', 'rollback'])
    expect(first.code).toBe(15)
    expect(first.out).toContain('has no good release before the current one')
    const bad = await deploy(['staging', 'rollback', '--to', '4'])
    expect(bad.code).toBe(15)
    expect(bad.out).toContain(`the release 4-${revisions.talking} is bad`)
  })

  test('takes the number of a release', async () => {
    const { code, out } = await deploy(['staging', 'rollback', '--to', '2', '--json'])
    expect(code, out).toBe(0)
    expect(currentRelease()).toBe(second)
    const events = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(events.at(-1)).toMatchObject({ event: 'end', code: 0 })
  })
})

test('old releases and their images are pruned, five are kept, nothing in use', async () => {
  for (const number of [5, 6, 7, 8, 9]) {
    sh('cp', '-a', join(site.data, `releases/${second}`), join(site.data, `releases/${number}-${revisions.second}`))
  }
  const { code, out } = await deploy(['staging', '--version', revisions.third])
  expect(code, out).toBe(0)
  expect(readdirSync(join(site.data, 'releases')).sort()).toEqual(
    [...[6, 7, 8, 9].map(number => `${number}-${revisions.second}`), `10-${revisions.third}`].sort(),
  )
  const tags = sh('docker', 'images', '--format', '{{.Tag}}', `${site.registry}/puppetplays/puppetplays-web`).split(
    '\n',
  )
  expect(tags).toContain(`${revisions.third}-staging`)
  expect(tags).toContain(`${revisions.second}-staging`)
  expect(tags).not.toContain(`${revisions.first}-staging`)
  expect(sh('docker', 'images', '-q', `${site.registry}/library/postgres`)).not.toBe('')
})

describe('other servers', () => {
  /** Docker finds Compose 2 as a plugin of its own; this one stands in for it, and is the only Compose there. */
  const plugin = `#!/bin/sh
case $1 in docker-cli-plugin-metadata)
  echo '{"SchemaVersion":"0.1.0","Vendor":"test","Version":"v2","ShortDescription":"stand-in"}'
  exit ;;
esac
shift
[ "$1" = version ] || echo "$*" >> ${site.folder}/compose-2.log
exec python3 /usr/bin/docker-compose "$@"
`

  test('with Compose 2 instead of Compose 1', async () => {
    const folder = join(site.folder, 'deploy/.docker/cli-plugins')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'docker-compose'), plugin, { mode: 0o755 })
    writeFileSync(join(site.folder, 'compose-2.log'), '', { mode: 0o666 })
    sh('chmod', '666', join(site.folder, 'compose-2.log'))
    try {
      const { code, out } = await withProgram('docker-compose', 'exit 1', () =>
        deploy(['staging', '--version', revisions.second]),
      )
      expect(code, out).toBe(0)
      expect(await ask(site.ports.web)).toBe('second')
      expect(readFileSync(join(site.folder, 'compose-2.log'), 'utf8')).toMatch(
        / up -d --no-deps --no-build puppetplays-web\n/,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('whose first release fails: it is stopped, and the data stays', async () => {
    wipe()
    setUpServer()
    const { code, out } = await deploy(['staging', '--version', revisions.crashing])
    expect(code, out).toBe(12)
    expect(out).toContain('the first release was stopped; the data is kept')
    expect(sh('docker', 'ps', '-aq')).toBe('')
    expect(currentRelease()).toBe('')
    expect(Object.keys(dataFiles())).toContain('database/postgres/table')
    expect((await deploy(['staging', 'rollback'])).code).toBe(15)
  })

  test('where root deploys', async () => {
    wipe()
    setUpServer('asroot')
    const { code, out } = await deploy(['asroot', '--version', revisions.first, '--no-backup'])
    expect(code, out).toBe(0)
    expect(await ask(site.ports.web)).toBe('first')
  })
})
