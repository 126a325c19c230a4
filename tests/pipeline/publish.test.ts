import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { expand } from '../../config-src/compiler/compile.ts'
import { root } from '../../scripts/root.ts'

interface Run {
  readonly command: string
  readonly environment?: Readonly<Record<string, string>>
}

const expanded = expand(readFileSync(join(root, 'generated/config.yml'), 'utf8')).text ?? ''
const { jobs } = parse(expanded) as { jobs: Record<string, { steps: ({ run?: Run } | string)[] }> }

/** The scripts of a job, as CircleCI gives them to the shell: expanded, with their environment. */
function runsOf(job: string): readonly Run[] {
  return jobs[job]!.steps.flatMap(step => (typeof step === 'object' && step.run ? [step.run] : []))
}

/** A docker that writes down how it was called, and knows the images that are named in FOUND; FAIL names what fails. */
const docker = `#!/bin/bash
if [ "$1" = login ]; then echo "stdin: $(cat)" >> "$LOG"; fi
printf '%s' "docker" >> "$LOG"
printf ' %s' "$@" >> "$LOG"
printf '\\n' >> "$LOG"
if [ "$1" = "$FAIL" ]; then echo "$1 failed" >&2; exit 1; fi
if [ "$1" = pull ]; then case " $FOUND " in *" $3 "*) ;; *) echo "manifest unknown" >&2; exit 1 ;; esac; fi
`

async function publish(job: string, env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'publish-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'docker'), docker)
  chmodSync(join(folder, 'docker'), 0o755)
  const log = join(folder, 'log')
  let output = ''
  let exitCode: number | undefined = 0
  for (const { command, environment } of runsOf(job)) {
    const ended = await execa('bash', ['-eo', 'pipefail', '-c', command], {
      extendEnv: false,
      env: {
        PATH: `${folder}:${process.env.PATH}`,
        LOG: log,
        CIRCLE_SHA1: '0a1b',
        DOCKER_USER: 'robot',
        DOCKER_PASSWORD: 'pa$$ word',
        ...environment,
        ...env,
      },
      all: true,
      reject: false,
    })
    output += ended.all
    exitCode = ended.exitCode
    if (exitCode !== 0) break
  }
  const calls = existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []
  expect(calls.filter(call => call.startsWith('docker') && call.includes('pa$$ word'))).toEqual([])
  return { calls, output, exitCode }
}

const web = 'docker.io/puppetplays/puppetplays-web'
const admin = 'docker.io/puppetplays/puppetplays-admin'
const labels =
  '--label org.opencontainers.image.revision=0a1b --label org.opencontainers.image.source=https://github.com/puppetplays/puppetplays'

describe('publishing', () => {
  test('builds what is not there, pushes the exact tag, then moves latest', async () => {
    expect(await publish('publish-web-staging')).toMatchObject({
      exitCode: 0,
      calls: [
        'stdin: pa$$ word',
        'docker login --username robot --password-stdin docker.io',
        `docker pull --quiet ${web}:0a1b-staging`,
        `docker build --cache-from ${web}:latest-staging --build-arg BUILDKIT_INLINE_CACHE=1 --build-arg NEXT_PUBLIC_API_URL=https://api.staging.puppetplays.eu ${labels} --tag ${web}:0a1b-staging puppetplays-web`,
        `docker push ${web}:0a1b-staging`,
        `docker tag ${web}:0a1b-staging ${web}:latest-staging`,
        `docker push ${web}:latest-staging`,
      ],
    })
  })

  test('an image without settings, for production', async () => {
    const { calls } = await publish('publish-admin-production')
    expect(calls.slice(3)).toEqual([
      `docker build --cache-from ${admin}:latest --build-arg BUILDKIT_INLINE_CACHE=1 ${labels} --tag ${admin}:0a1b puppetplays-admin`,
      `docker push ${admin}:0a1b`,
      `docker tag ${admin}:0a1b ${admin}:latest`,
      `docker push ${admin}:latest`,
    ])
  })

  test('what is there for this revision is not built again', async () => {
    const { calls, output, exitCode } = await publish('publish-web-production', { FOUND: `${web}:0a1b` })
    expect(exitCode).toBe(0)
    expect(calls.slice(2)).toEqual([
      `docker pull --quiet ${web}:0a1b`,
      `docker tag ${web}:0a1b ${web}:latest`,
      `docker push ${web}:latest`,
    ])
    expect(output).toContain(`${web}:0a1b is there: it is not built again`)
  })

  test.each([
    ['login', 2],
    ['build', 4],
    ['push', 5],
    ['tag', 6],
  ])('a %s that fails ends it there', async (step, calls) => {
    const ended = await publish('publish-web-staging', { FAIL: step })
    expect(ended.exitCode).not.toBe(0)
    expect(ended.calls).toHaveLength(calls)
  })

  test('another registry', async () => {
    const { calls } = await publish('publish-admin-staging', { REGISTRY: '127.0.0.1:5000' })
    expect(calls[1]).toBe('docker login --username robot --password-stdin 127.0.0.1:5000')
    expect(calls.at(-1)).toBe('docker push 127.0.0.1:5000/puppetplays/puppetplays-admin:latest-staging')
  })
})
