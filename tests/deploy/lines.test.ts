import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Engine } from '../../scripts/deploy/commands.ts'
import { scriptOf } from '../../scripts/deploy/remote.ts'
import { root } from '../../scripts/root.ts'

/** A server that is nothing but a folder, and a Docker that only writes down what it is told. */
const folder = mkdtempSync(join(tmpdir(), 'lines-'))
const data = join(folder, 'data')
const log = join(folder, 'log')

const docker = `#!/bin/sh
printf '%s' "\${0##*/}" >> ${log}
for word; do printf ' %s' "$word" >> ${log}; done
printf '\\n' >> ${log}
case "$*" in
  *"status=running"*) echo c0ffee ;;
  *"pg_dump"*) echo PGDMP ;;
  *"image inspect"*) echo "registry/image@sha256:feed" ;;
esac
`

beforeAll(() => {
  const release = join(data, 'releases/1-abc')
  for (const path of [release, join(data, 'deploy.lock'), join(data, 'backups'), join(folder, 'bin')]) {
    mkdirSync(path, { recursive: true })
  }
  const files = {
    'releases/1-abc/services':
      'postgres postgres:13 no 60\nadmin registry/admin:abc yes 60\nweb registry/web:abc yes 60\n',
    'releases/1-abc/secrets.env': "SECRET='it'\\''s $HOME'\n",
    'releases/1-abc/version.env': 'PUPPETPLAYS_VERSION=abc\nREGISTRY=registry\n',
    'releases/1-abc/compose.yml': 'services: {}\n',
    'releases/1-abc/release.json': '{\n  "result": "pending"\n}\n',
    'deploy.lock/token': 'token\n',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(data, path), text)
  for (const name of ['docker', 'docker-compose']) writeFileSync(join(folder, 'bin', name), docker, { mode: 0o755 })
})

afterAll(() => rmSync(folder, { recursive: true }))

/** What a script says to Docker, line by line, in a file that a reviewer reads; UPDATE=1 writes it. */
function expectLines(name: string, engine: Engine, calls: readonly (readonly string[])[]): void {
  rmSync(log, { force: true })
  for (const [script, ...args] of calls) {
    execFileSync(
      'sh',
      ['-c', scriptOf({ script: script!, args: [] }), `deploy-${script}`, data, 'puppetplays', engine, ...args],
      {
        env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
        input: '{"auths":{}}',
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
  }
  const lines = readFileSync(log, 'utf8')
    .replaceAll(data, 'DATA')
    .replaceAll(/--since \d+/g, '--since THEN')
    .replaceAll(/\d{8}T\d{6}Z/g, 'NOW')
  const path = join(root, 'tests/fixtures/deploy/lines', `${name}.txt`)
  if (process.env.UPDATE) {
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, lines)
  }
  expect(lines).toBe(readFileSync(path, 'utf8'))
}

describe('what Docker is told', () => {
  test.each([
    ['compose-1', 'v1'],
    ['compose-2', 'v2'],
    ['swarm', 'swarm'],
  ] as const)('by a start: %s', (name, engine) => {
    expectLines(`start-${name}`, engine, [['start', 'token', '1-abc']])
  })

  test('by a pull and a backup', () => {
    expectLines('pull-and-backup', 'v2', [
      ['pull', '1-abc', 'ours'],
      ['backup', '1-abc', 'postgres', 'puppetplays', 'puppetplays', 'backups', '10'],
    ])
  })

  test.each([
    ['compose', 'v2'],
    ['swarm', 'swarm'],
  ] as const)('by the end of a first release that does not work: %s', (name, engine) => {
    expectLines(`restore-first-${name}`, engine, [['restore', 'token', '1-abc']])
  })
})

test('nobody but the holder of the lock changes anything', () => {
  const start = () =>
    execFileSync(
      'sh',
      ['-c', scriptOf({ script: 'start', args: [] }), 'deploy-start', data, 'puppetplays', 'v2', 'other', '1-abc'],
      {
        stdio: 'pipe',
        input: '',
      },
    )
  expect(start).toThrow(expect.objectContaining({ status: 10 }))
})
