import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe } from 'vitest'
import { deployThird, holdLock, prepare, testFault } from './faults.ts'
import { until } from './process.ts'
import { deploy, startDeploy } from './server.ts'
import { accident, cut } from './shims.ts'
import { site } from './site.ts'
import { revisions } from './versions.ts'

/** The command that begins after each step, so that a deploy can be killed exactly between the two. */
const next: Readonly<Record<string, string>> = {
  '1 (locally)': 'guard',
  '2 (connect)': 'preflight',
  '4 (lock)': 'stage',
  '5 (release directory)': 'pull',
  '6 (pull)': 'backup',
  '7 (back up)': 'start',
  '8 (start)': 'health',
  '9 (health)': 'finish',
}

const signals = [
  { signal: 'KILL', code: null, says: [] },
  { signal: 'INT', code: 130, says: [/stopped by SIGINT/] },
] as const

beforeAll(prepare)

describe('waiting for the lock', () => {
  for (const [signal, code] of [
    ['KILL', null],
    ['INT', 130],
  ] as const) {
    testFault({
      fault: `SIG${signal} after step 3 (check the server), while somebody else holds the lock`,
      code,
      says: [],
      run: async () => {
        holdLock(0)
        const waiting = startDeploy(['staging', '--version', revisions.third, '--wait', '60'])
        await until('it waits for the lock', () => waiting.out().includes('[4/11]'))
        waiting.kill(`SIG${signal}`)
        const ended = await waiting.ended
        rmSync(join(site.data, 'deploy.lock'), { recursive: true })
        return ended
      },
    })
  }
})

describe.each(signals)('killed by SIG$signal', ({ signal, code, says }) => {
  for (const [step, at] of Object.entries(next)) {
    testFault({
      fault: `SIG${signal} after step ${step}`,
      code,
      says,
      run: () => deployThird(accident({ at, when: 'before', line: `kill -${signal} $DEPLOY` })),
    })
  }

  testFault({
    fault: `SIG${signal} after step 10 (unhealthy, before it is put back)`,
    // Whoever asks to stop while the old version is put back gets just that.
    code: signal === 'KILL' ? null : 12,
    says: signal === 'KILL' ? [] : [/puppetplays-web is unhealthy/, /runs 2-2+ again, and it is healthy/],
    run: () =>
      deploy(
        ['staging', '--version', revisions.unhealthy],
        accident({
          at: 'restore',
          when: 'before',
          line: `kill -${signal} $DEPLOY${signal === 'KILL' ? '' : '; exec /usr/bin/ssh "$@"'}`,
        }),
      ),
  })

  testFault({
    fault: `SIG${signal} after step 11 (finish)`,
    code: signal === 'KILL' ? null : 130,
    says,
    orFinished: true,
    run: () => deployThird(accident({ at: 'finish', when: 'after', line: `kill -${signal} $DEPLOY; sleep 1` })),
  })
})

describe('stopped by CI', () => {
  for (const [signal, code] of [
    ['TERM', 143],
    ['HUP', 129],
  ] as const) {
    testFault({
      fault: `SIG${signal} after step 8 (start)`,
      code,
      says: [new RegExp(`stopped by SIG${signal}`), /runs 2-2+ again, and it is healthy/],
      run: () => deployThird(accident({ at: 'health', when: 'before', line: `kill -${signal} $DEPLOY` })),
    })
  }
})

describe('the connection is cut', () => {
  const steps = { preflight: 3, stage: 5, pull: 6, backup: 7, start: 8, health: 9 }
  for (const [at, step] of Object.entries(steps)) {
    testFault({
      fault: `connection cut in step ${step} (${at})`,
      code: 14,
      says: [/the connection to deploy@staging.test was lost/],
      run: () =>
        deployThird(
          accident(
            at === 'health' || at === 'start'
              ? { at, when: 'during', line: cut }
              : { at, when: 'before', line: `${cut}; exec /usr/bin/ssh "$@"` },
          ),
        ),
    })
  }

  testFault({
    fault: 'connection cut in step 10 (while the old version is put back)',
    code: 14,
    says: [/puppetplays-web is unhealthy/, /puts the release before back by itself/],
    run: () =>
      deploy(['staging', '--version', revisions.unhealthy], accident({ at: 'restore', when: 'during', line: cut })),
  })

  testFault({
    fault: 'connection cut in step 11 (finish)',
    code: 14,
    says: [/the connection to deploy@staging.test was lost/],
    orFinished: true,
    // The server has finished, and its answer does not arrive.
    run: () => deployThird(accident({ at: 'finish', when: 'after', line: `${cut}; code=255` })),
  })
})
