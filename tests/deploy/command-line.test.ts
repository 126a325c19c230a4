import { describe, expect, test } from 'vitest'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'
import { main } from '../../scripts/deploy/main.ts'

/** Runs the command where it must not get as far as a server. */
async function run(line: string, env: Record<string, string> = {}) {
  let text = ''
  const write = (more: string) => {
    text += more
  }
  const world = { pipeline: puppetplays, composeFileOf: () => 'services: {}\n', terminal: false }
  const code = await main(line.split(' ').filter(Boolean), { out: write, err: write, env, colour: false }, world)
  return { code, text }
}

describe('a command line that cannot be meant exits 2 and says why', () => {
  test.each([
    ['nowhere --version x', 'deploy: no environment is called "nowhere": expected staging, production\n'],
    ['staging', 'deploy: which version? expected --version <revision>\n'],
    ['staging dance', 'deploy: unknown action "dance": expected deploy, status, releases, rollback, logs, unlock\n'],
    ['staging status --version x', 'deploy: --version is for deploy, not for status\n'],
    ['staging status --to 3', 'deploy: --to is for rollback, not for status\n'],
    ['staging unlock', 'deploy: why? expected --reason "…", which the audit log keeps\n'],
    ['staging status web', 'deploy: "web" is one word too many: only logs takes a service\n'],
    ['staging rollback --wait soon', 'deploy: --wait expects whole seconds\n'],
    ['staging --versoin x', "error: unknown option '--versoin'\n(Did you mean --version?)\n"],
    ['', "error: missing required argument 'environment'\n"],
  ])('%s', async (line, text) => {
    expect(await run(line)).toEqual({ code: 2, text })
  })

  test('everything that is wrong is said at once, before anything is connected to', async () => {
    expect(await run('staging --version latest', { CIRCLE_BRANCH: 'main', DOCKER_USER: 'u' })).toEqual({
      code: 2,
      text: [
        '"latest" is not a version of staging: expected a full git revision of 40 hexadecimal digits, which may end in "-staging"',
        'only the branch "develop" deploys to staging, and this is "main"',
        'not set: POSTGRES_PASSWORD, SECURITY_KEY, PLUGIN_WORKFLOW_KEY, SSH_KNOWN_HOSTS; the context "puppetplays-staging" should hold them',
        'not set: DOCKER_PASSWORD; the context "docker-hub" should hold it',
        'help: nothing was connected to',
        '',
      ].join('\n'),
    })
  })
})

test('--help names the exit codes', async () => {
  const { code, text } = await run('--help')
  expect(code).toBe(0)
  expect(text).toContain('12 unhealthy and rolled back')
})

test('--dry-run --json prints one object a line', async () => {
  const { code, text } = await run(`staging --dry-run --json --version ${'a'.repeat(40)}`)
  expect(code).toBe(0)
  const events = text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  expect(events.at(-1)).toEqual({ event: 'end', code: 0, message: 'nothing was connected to' })
  expect(events.filter(({ text: line }) => line?.startsWith('ssh deploy@staging.puppetplays.eu '))).toHaveLength(9)
})
