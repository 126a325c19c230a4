import { describe, expect, test } from 'vitest'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'
import { complaintsAbout, missingSecrets, revisionOf, seconds, servicesOf } from '../../scripts/deploy/target.ts'

const revision = '0123456789abcdef0123456789abcdef01234567'
const [staging, production] = puppetplays.environments
const secrets = { POSTGRES_PASSWORD: 'a', SECURITY_KEY: 'b', PLUGIN_WORKFLOW_KEY: 'c' }

function request(version: string, env: Record<string, string>, environment = staging!) {
  return { pipeline: puppetplays, environment, version, env }
}

describe('a version', () => {
  test.each([revision, `${revision}-staging`])('%s is one of staging', version => {
    expect(revisionOf(version, staging!)).toBe(revision)
  })

  test.each([
    'latest',
    'latest-staging',
    'v1.0',
    revision.slice(1),
    `${revision}-production`,
    '$(touch /tmp/x)',
    `${revision}\nx`,
    '',
  ])('%j is none', version => {
    expect(revisionOf(version, staging!)).toBeUndefined()
    expect(complaintsAbout(request(version, {}))).toEqual([
      `"${version}" is not a version of staging: expected a full git revision of 40 hexadecimal digits, which may end in "-staging"`,
    ])
  })

  test('of staging is none of production', () => {
    expect(revisionOf(`${revision}-staging`, production!)).toBeUndefined()
  })
})

describe('in CI', () => {
  test('only the branch of the environment deploys', () => {
    expect(complaintsAbout(request(revision, { CIRCLE_BRANCH: 'develop' }))).toEqual([])
    expect(complaintsAbout(request(revision, { CIRCLE_BRANCH: 'release' }))).toEqual([
      'only the branch "develop" deploys to staging, and this is "release"',
    ])
    expect(complaintsAbout(request(revision, { CIRCLE_BRANCH: 'develop' }, production))).toEqual([
      'only the branch "master" deploys to production, and this is "develop"',
    ])
  })

  test('no tag deploys', () => {
    expect(complaintsAbout(request(revision, { CIRCLE_TAG: 'v1' }))).toEqual([
      'no tag deploys anywhere, and this is a pipeline of the tag "v1"',
    ])
  })
})

describe('secrets', () => {
  test('that are missing are named at once, with the context that should hold them', () => {
    expect(missingSecrets(request(revision, { SECURITY_KEY: 'b', CIRCLE_BRANCH: 'develop' }))).toEqual([
      'not set: POSTGRES_PASSWORD, PLUGIN_WORKFLOW_KEY, SSH_KNOWN_HOSTS; the context "puppetplays-staging" should hold them',
    ])
  })

  test('host keys may be those of the user, on a terminal', () => {
    expect(missingSecrets(request(revision, secrets))).toEqual([])
  })

  test('half a login to the registry is a mistake', () => {
    expect(missingSecrets(request(revision, { ...secrets, DOCKER_USER: 'u' }))).toEqual([
      'not set: DOCKER_PASSWORD; the context "docker-hub" should hold it',
    ])
  })
})

test('the services of a version have exact images, in the order in which they wait for each other', () => {
  const target = {
    project: 'puppetplays',
    environment: staging!,
    services: puppetplays.services,
    version: revision,
    compose: '',
    registry: 'docker.io',
  }
  expect(servicesOf(target)).toEqual([
    { name: 'postgres', image: 'postgres:13', ours: false, limit: 175 },
    {
      name: 'puppetplays-admin',
      image: `docker.io/puppetplays/puppetplays-admin:${revision}-staging`,
      ours: true,
      limit: 205,
    },
    {
      name: 'puppetplays-web',
      image: `docker.io/puppetplays/puppetplays-web:${revision}-staging`,
      ours: true,
      limit: 175,
    },
  ])
})

test('durations are seconds', () => {
  expect([seconds('5s'), seconds('2m'), seconds('1h'), seconds('0.5s')]).toEqual([5, 120, 3600, 0.5])
})
