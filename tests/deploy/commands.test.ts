import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeOf } from '../../config-src/model/compose.ts'
import type { Environment } from '../../config-src/model/pipeline.ts'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'
import * as commands from '../../scripts/deploy/commands.ts'
import { dryRun } from '../../scripts/deploy/dry-run.ts'
import { fingerprintsOf, hostKeyComplaint } from '../../scripts/deploy/host-keys.ts'
import type { Target } from '../../scripts/deploy/target.ts'
import { root } from '../../scripts/root.ts'

const [staging, production] = puppetplays.environments

function target(environment: Environment): Target {
  return {
    project: 'puppetplays',
    environment,
    services: puppetplays.services,
    version: '0123456789abcdef0123456789abcdef01234567',
    compose: JSON.stringify(composeOf(puppetplays, environment)),
    registry: 'docker.io',
  }
}

/** Compares with a committed file that a reviewer reads; UPDATE=1 writes it. */
function expectFile(name: string, text: string): void {
  const path = join(root, 'tests/fixtures/deploy', name)
  if (process.env.UPDATE) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(text).toBe(readFileSync(path, 'utf8'))
}

describe('a dry run prints every command, in order', () => {
  test.each([
    ['staging', staging!],
    ['production', production!],
    ['swarm', { ...staging!, engine: 'swarm' } as const],
    ['two-hosts', { ...production!, hosts: ['deploy@one.example', 'deploy@two.example'] } as const],
  ])('%s', (name, environment) => {
    expectFile(`dry-run/${name}.txt`, `${dryRun(target(environment), { backup: true }).join('\n')}\n`)
  })
})

describe('ssh', () => {
  const connection = { host: 'deploy@a.example', socket: '/tmp/d/0', knownHosts: '/tmp/d/known_hosts' }

  test('opens one connection, and trusts only the keys it was given', () => {
    expect(commands.openingArgs(connection, 'true').join(' ')).toBe(
      '-v -T -o ControlMaster=yes -o ControlPath=/tmp/d/0 -o ControlPersist=no -o BatchMode=yes -o StrictHostKeyChecking=yes ' +
        '-o ConnectTimeout=10 -o ServerAliveInterval=10 -o ServerAliveCountMax=3 -o UserKnownHostsFile=/tmp/d/known_hosts ' +
        '-o GlobalKnownHostsFile=/dev/null -o UpdateHostKeys=no deploy@a.example true',
    )
  })

  test('never opens another one', () => {
    expect(commands.sharingArgs(connection, 'true').join(' ')).toBe(
      '-T -o ControlMaster=no -o ControlPath=/tmp/d/0 -o BatchMode=yes -o ProxyCommand=false deploy@a.example true',
    )
  })

  test('asks for no password and reads the user’s own host keys where none are given', () => {
    const args = commands.openingArgs({ host: 'a', socket: 's' }, 'true')
    expect(args).toContain('BatchMode=yes')
    expect(args).toContain('StrictHostKeyChecking=yes')
    expect(args.join(' ')).not.toContain('KnownHostsFile')
  })
})

describe('quote', () => {
  test('leaves plain words alone', () => {
    expect(commands.quote('a-b_c/d.e:f=1,2@x+y')).toBe('a-b_c/d.e:f=1,2@x+y')
    expect(commands.quote('')).toBe("''")
    expect(commands.quote('$(touch /tmp/x)')).toBe("'$(touch /tmp/x)'")
    expect(commands.quote("it's")).toBe("'it'\\''s'")
  })

  test('gives a shell back every text', () => {
    // A command line cannot hold a NUL, and neither can an environment variable.
    const word = fc.string({ unit: 'binary' }).map(text => text.replaceAll(/[\0\ud800-\udfff]/g, ''))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), words => {
        const printed = execFileSync('sh', [
          '-c',
          `for word in ${words.map(commands.quote).join(' ')}; do printf '%s\\001' "$word"; done`,
        ])
        return printed.toString() === words.map(text => `${text}\u0001`).join('')
      }),
      { numRuns: 50 },
    )
  })

  test('assignments are read back exactly', () => {
    const value = `it's "q" $HOME \`id\`\nsecond\\ line`
    const script = `${commands.assignments({ SECRET: value })}printf %s "$SECRET"`
    expect(execFileSync('sh', ['-c', script]).toString()).toBe(value)
  })
})

test('a host key that is not the expected one is refused with both fingerprints', () => {
  const key = 'AAAAC3NzaC1lZDI1NTE5AAAAIKtbyZzLLxK6fQzJQF0AjQ7PwKAQk3V0DfWGV1cMYdJe'
  const [known] = fingerprintsOf(`a.example ssh-ed25519 ${key}\n`)
  expect(known).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/)
  const stderr = [
    'debug1: Server host key: ssh-ed25519 SHA256:offered',
    'WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!',
    'Host key verification failed.',
  ].join('\n')
  expect(hostKeyComplaint('a.example', stderr, `a.example ssh-ed25519 ${key}`)).toBe(
    `the host key of a.example has changed: it offers SHA256:offered (ssh-ed25519), expected ${known}`,
  )
  expect(hostKeyComplaint('a.example', 'Permission denied (publickey).', '')).toBeUndefined()
})
