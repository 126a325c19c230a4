import { cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect } from 'vitest'
import { knownHosts } from './daemons.ts'
import { backTo, deployThird, holdLock, prepare, testFault } from './faults.ts'
import { sh } from './process.ts'
import { composeFileOf, pipeline } from './records.ts'
import { currentRelease, deploy } from './server.ts'
import { accident, withMount, withoutPort, withProgram } from './shims.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

const lock = join(site.data, 'deploy.lock')
const go = join(site.folder, 'go')
const waitForGo = `tries=0; while [ ! -e ${go} ] && [ $tries -lt 300 ]; do tries=$((tries + 1)); sleep 0.1; done`

beforeAll(prepare)

describe('no way to the server', () => {
  testFault({
    fault: 'sshd refuses connections',
    code: 14,
    says: [/no connection to deploy@staging.test: .*Connection refused \(3 of 3 tries\)/],
    run: () => withoutPort(site.sshPort, () => deployThird()),
  })

  testFault({
    fault: 'the host key has changed',
    code: 11,
    says: [
      /the host key of deploy@staging.test has changed: it offers SHA256:\S{43} \(ssh-ed25519\), expected SHA256:\S{43}/,
    ],
    run: () => deployThird({ SSH_KNOWN_HOSTS: knownHosts(join(site.home, '.ssh/id_ed25519')) }),
  })

  testFault({
    fault: 'the host key is not known',
    code: 11,
    says: [/the host key of deploy@staging.test is not known: it offers SHA256:\S{43}/],
    run: () => deployThird({ SSH_KNOWN_HOSTS: knownHosts().replaceAll('staging.test', 'other.test') }),
  })
})

describe('no images', () => {
  testFault({
    fault: 'the registry is down',
    code: 11,
    says: [/the image \S+ could not be pulled: .*connection refused/],
    run: () => withoutPort(5000, () => deployThird()),
  })

  testFault({
    fault: 'the password of the registry is wrong',
    code: 11,
    says: [/the image \S+ could not be pulled: .*(unauthorized|authorization failed|no basic auth)/],
    run: () => deployThird({ DOCKER_PASSWORD: 'wrong' }),
  })

  testFault({
    fault: 'the image is missing',
    code: 11,
    says: [/the image \S+ could not be pulled: .*manifest unknown/],
    run: () => deploy(['staging', '--version', revisions.absent]),
  })
})

describe('a server that is not as it should be', () => {
  testFault({
    fault: 'the disk is nearly full',
    code: 11,
    says: [/only \d+ KiB are free on \S+, 1048576 are needed/],
    run: () => {
      const copy = join(site.folder, 'copy')
      cpSync(site.data, copy, { recursive: true, verbatimSymlinks: true })
      sh('cp', '-a', `${site.data}/.`, copy)
      return withMount(site.data, 'size=8m', () => {
        sh('cp', '-a', `${copy}/.`, site.data)
        rmSync(copy, { recursive: true })
        return deployThird()
      })
    },
  })

  testFault({
    fault: 'the disk of the backups fills up',
    code: 11,
    says: [/pg_dump failed|cannot be read back|No space left/],
    run: () => {
      const folder = join(site.data, 'database/postgres-backups')
      return withMount(folder, 'size=4k,mode=777', () => {
        writeFileSync(join(folder, 'filler'), 'x'.repeat(4096))
        return deployThird()
      })
    },
  })

  testFault({
    fault: 'the database cannot be dumped',
    code: 11,
    says: [/pg_dump failed: fatal: no/],
    run: () =>
      withProgram('docker', 'case "$*" in *pg_dump*) echo "fatal: no" >&2; exit 1 ;; esac', () => deployThird()),
  })

  testFault({
    fault: 'the data directory of the database is empty (a disk is not mounted)',
    code: 11,
    says: [/the folder \S+database\/postgres is empty, although release 2-2+ used it: is the right disk mounted\?/],
    run: () => withMount(join(site.data, 'database/postgres'), 'mode=700,uid=999,gid=999', () => deployThird()),
  })

  testFault({
    fault: 'the data directory has no marker (another disk is mounted)',
    code: 11,
    says: [/has no marker/],
    run: () => withMount(site.data, 'mode=777', () => deployThird()),
  })

  testFault({
    fault: 'the clock of the server is off by an hour',
    code: 11,
    says: [/the clock is off by 3\d\d\d seconds/],
    run: () =>
      withProgram('date', 'case "$*" in +%s) exec /usr/bin/date -d "+1 hour" +%s ;; esac', () => deployThird()),
  })

  testFault({
    fault: 'Docker does not answer',
    code: 11,
    says: [/Docker does not answer: Cannot connect to the Docker daemon/],
    run: async () => {
      renameSync('/run/docker.sock', '/run/docker.sock.away')
      try {
        return await deployThird()
      } finally {
        renameSync('/run/docker.sock.away', '/run/docker.sock')
      }
    },
  })

  testFault({
    fault: 'there is no Compose',
    code: 11,
    says: [/neither "docker compose" nor "docker-compose" works/],
    run: () => withProgram('docker-compose', 'exit 1', () => deployThird()),
  })

  testFault({
    fault: 'a port is taken by something foreign',
    code: 11,
    says: [/port 7000 is taken by something that is not ours/],
    run: () => withProgram('docker', 'case "$*" in *publish=7000*) exit 0 ;; esac', () => deployThird()),
  })
})

describe('a new version that does not work', () => {
  const failing = (name: 'unhealthy' | 'crashing') => deploy(['staging', '--version', revisions[name]])
  const back = /deploy@staging.test runs 2-2+ again, and it is healthy/

  testFault({
    fault: 'the new version is unhealthy',
    code: 12,
    says: [/puppetplays-web is unhealthy by its own check/, /what its health check said last:\n {2}exit code 1/, back],
    run: () => failing('unhealthy'),
  })

  testFault({
    fault: 'the new version crashes',
    code: 12,
    says: [/puppetplays-web (restarted|is \w+) \(exit code 3\)/, /cannot start: no such table/, back],
    run: () => failing('crashing'),
  })

  testFault({
    fault: 'the new version is killed for its memory',
    code: 12,
    says: [/puppetplays-web (restarted|is \w+) \(exit code 137, out of memory\)/, back],
    run: () => {
      const file = join(site.folder, 'small.yml')
      const text = composeFileOf(pipeline.environments[0]!)
      writeFileSync(
        file,
        text.replace('  puppetplays-web:\n', '  puppetplays-web:\n    mem_limit: 24m\n    memswap_limit: 24m\n'),
      )
      return deploy(['staging', '--version', revisions.greedy], { COMPOSE_FILE: file })
    },
  })

  testFault({
    fault: 'the new version is slow, but within its limit',
    answers: 'the new version answers',
    code: 0,
    says: [/deploy@staging.test runs \d+-b+/],
    run: async () => {
      const before = currentRelease()
      const ended = await deploy(['staging', '--version', revisions.slow])
      expect(currentRelease()).toContain(revisions.slow)
      await backTo(before)
      return ended
    },
  })

  testFault({
    fault: 'the old version cannot be put back either',
    answers: 'the old version answers after a rollback by hand',
    code: 13,
    says: [
      /puppetplays-web is unhealthy/,
      /the release before could not be put back: puppetplays-web could not be started/,
    ],
    run: async () => {
      const image = `${site.registry}/puppetplays/puppetplays-web:${revisions.second}-staging`
      const ended = await deploy(
        ['staging', '--version', revisions.unhealthy],
        accident({ at: 'restore', when: 'before', line: `docker rmi -f ${image} > /dev/null; exec /usr/bin/ssh "$@"` }),
      )
      // What a person does then: the image is back, and the deploy is said again.
      sh('docker', 'pull', '-q', image)
      const again = await deploy(['staging', 'rollback', '--to', '1'])
      expect(again.code, again.out).toBe(0)
      await backTo(`2-${revisions.second}`)
      return ended
    },
  })
})

describe('who deploys', () => {
  testFault({
    fault: 'somebody else holds the lock',
    code: 10,
    says: [/deploy@staging.test is locked by ann@laptop \(deploys abc\), since yesterday/],
    run: async () => {
      holdLock(0)
      const ended = await deployThird({}, '--wait', '2')
      expect(existsSync(lock)).toBe(true)
      const unlocked = await deploy(['staging', 'unlock', '--reason', 'ann went home'])
      expect(unlocked.out).toContain('removed the lock of ann@laptop')
      return ended
    },
  })

  testFault({
    fault: 'a lock that was silent for 6 minutes',
    code: 0,
    says: [/took over the lock of ann@laptop \(deploys abc\), since yesterday: silent for 3\d\d seconds/],
    orFinished: true,
    run: () => {
      holdLock(360)
      return deployThird()
    },
  })

  testFault({
    fault: 'two deploys at once, 20 times: one goes on, one is told who holds the lock',
    code: 10,
    says: [/is locked by tester@\S+ \(deploys f{40}\), since/],
    run: () =>
      withProgram('docker', `case "$1" in pull) ${waitForGo} ;; esac`, async () => {
        let loser = await twice()
        for (let round = 1; round < 20; round++) loser = await twice()
        return loser
      }),
  })

  /** Two at the same moment. The winner waits at its image until the loser is gone, and fails there: nothing to put back. */
  async function twice() {
    rmSync(go, { force: true })
    const ends = [1, 2].map(() => deploy(['staging', '--version', revisions.absent]))
    const loser = await Promise.race(ends)
    writeFileSync(go, '')
    const both = await Promise.all(ends)
    expect(both.map(({ code }) => code).sort(), both.map(({ out }) => out).join('\n')).toEqual([10, 11])
    return loser
  }

  testFault({
    fault: 'a version that is a command: $(touch /tmp/x)',
    code: 2,
    says: [/is not a version of staging/],
    run: async () => {
      const ended = await deploy(['staging', '--version', '$(touch /tmp/x)'])
      expect(existsSync('/tmp/x')).toBe(false)
      return ended
    },
  })
})
