import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { root } from '../../scripts/root.ts'
import {
  branchesOf,
  type EmittedEntry,
  emitted,
  everyValueOf,
  scriptsOf,
  type Tree,
  upstreamOf,
  workflowsOf,
} from './emitted.ts'

const setup = emitted('.circleci/config.yml')
const config = emitted('generated/config.yml')
const configs: readonly [string, Tree][] = [
  ['.circleci/config.yml', setup],
  ['generated/config.yml', config],
]
const workflows = workflowsOf(config)

function entriesOf(workflow: string): readonly EmittedEntry[] {
  return workflows.get(workflow) ?? []
}

function entryOf(workflow: string, name: string): EmittedEntry {
  return entriesOf(workflow).find(entry => entry.name === name)!
}

describe('the schema that CircleCI publishes', () => {
  // The published schema names no draft features beyond 7, and uses keywords of editors.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'tests/circleci-schema.json'), 'utf8')) as object)

  test.each(configs)('%s is valid', (_path, tree) => {
    validate(tree)
    expect(validate.errors ?? []).toEqual([])
  })

  test('a config that is not valid is refused', () => {
    expect(validate({ ...config, workflows: { verify: { jobs: [] } } })).toBe(false)
  })
})

describe('branches', () => {
  test('each job of each workflow runs on exactly these branches', () => {
    const table = [...workflows].flatMap(([workflow, entries]) =>
      entries.map(({ name, filters }) => [`${workflow}: ${name}`, branchesOf(filters)]),
    )
    const elsewhere = (parameter: string) => ({ except: ['develop', 'master'], where: [parameter] })
    const develop = { only: ['develop'], where: [] }
    const master = { only: ['master'], where: [] }
    expect(Object.fromEntries(table)).toEqual({
      'verify: test-web': elsewhere('web-changed'),
      'verify: build-web': elsewhere('web-changed'),
      'verify: test-admin': elsewhere('admin-changed'),
      'staging: test-web': develop,
      'staging: build-web-staging': develop,
      'staging: publish-web-staging': develop,
      'staging: test-admin': develop,
      'staging: publish-admin-staging': develop,
      'staging: hold-staging': develop,
      'staging: deploy-staging': develop,
      'production: test-web': master,
      'production: build-web-production': master,
      'production: publish-web-production': master,
      'production: test-admin': master,
      'production: publish-admin-production': master,
      'production: hold-production': master,
      'production: deploy-production': master,
    })
  })

  test('the setup job runs on every branch, and on no tag', () => {
    expect([...workflowsOf(setup).values()].flat().map(({ filters }) => branchesOf(filters))).toEqual([
      { except: [], where: [] },
    ])
  })

  test('the parameters of the halves are declared, and true unless somebody says otherwise', () => {
    const parameters = config.parameters as Record<string, Tree>
    expect(Object.entries(parameters).map(([name, it]) => [name, it.type, it.default])).toEqual([
      ['web-changed', 'boolean', true],
      ['admin-changed', 'boolean', true],
    ])
  })
})

describe.each(['staging', 'production'])('the deploy to %s', environment => {
  const deploy = entryOf(environment, `deploy-${environment}`)
  const upstream = upstreamOf(deploy, entriesOf(environment))

  test('waits for an approval, which waits for everything else', () => {
    expect(deploy.requires).toEqual([`hold-${environment}`])
    const hold = entryOf(environment, `hold-${environment}`)
    expect(hold.type).toBe('approval')
    const others = entriesOf(environment).map(({ name }) => name)
    expect([...hold.requires].sort()).toEqual(others.filter(name => !/^(hold|deploy)-/.test(name)).sort())
  })

  test('waits for both images', () => {
    expect(upstream.map(({ name }) => name)).toEqual(
      expect.arrayContaining([`publish-web-${environment}`, `publish-admin-${environment}`]),
    )
  })

  test('sees the secrets of its own environment only, and never runs twice at once', () => {
    expect(deploy.context).toEqual([`puppetplays-${environment}`, 'docker-hub'])
    expect(deploy['serial-group']).toBe(`puppetplays/deploy-${environment}`)
    const others = entriesOf(environment).filter(({ context }) => context.includes(`puppetplays-${environment}`))
    expect(others.map(({ name }) => name)).toEqual([deploy.name])
  })

  test('each image waits for its own checks alone', () => {
    expect(entryOf(environment, `publish-web-${environment}`).requires).toEqual([
      'test-web',
      `build-web-${environment}`,
    ])
    expect(entryOf(environment, `publish-admin-${environment}`).requires).toEqual(['test-admin'])
    expect(entryOf(environment, 'test-web').requires).toEqual([])
    expect(entryOf(environment, 'test-admin').requires).toEqual([])
  })

  test('brings the revision that was built', () => {
    const script = scriptsOf(config).find(({ owner }) => owner === deploy.name)
    expect(script?.command).toBe(`npm run deploy -- ${environment} --version "$CIRCLE_SHA1"`)
  })
})

describe('secrets', () => {
  const names = [
    'POSTGRES_PASSWORD',
    'SECURITY_KEY',
    'PLUGIN_WORKFLOW_KEY',
    'SSH_KNOWN_HOSTS',
    'DOCKER_USER',
    'DOCKER_PASSWORD',
  ]

  test.each(configs)('%s: no environment holds one, or a variable that CircleCI would not replace', (_path, tree) => {
    const environments = everyValueOf('environment', tree) as readonly Tree[]
    for (const environment of environments) {
      for (const [key, value] of Object.entries(environment)) {
        expect(names).not.toContain(key)
        expect(String(value)).not.toMatch(/\$/)
      }
    }
  })

  test('the environments are really looked at', () => {
    expect(everyValueOf('environment', config)).toContainEqual({ NEXT_PUBLIC_API_URL: 'https://api.puppetplays.eu' })
  })

  test('the password of the registry goes in on stdin', () => {
    const logins = scriptsOf(config).filter(({ command }) => command.includes('docker login'))
    expect(logins.map(({ owner }) => owner)).toEqual(['publish-image'])
    expect(logins[0]?.command).toContain('--password-stdin')
  })
})

describe('jobs', () => {
  test('every image of an executor is an exact tag, and every executor states its size', () => {
    for (const [, tree] of configs) {
      for (const [name, executor] of Object.entries(tree.executors as Record<string, Tree>)) {
        expect(executor.resource_class, name).toBeTypeOf('string')
        for (const image of everyValueOf('image', executor)) expect(image).toMatch(/:\d[\w.]*\.\d+$/)
      }
    }
  })

  test('no third-party orb', () => {
    for (const [, tree] of configs) expect(tree).not.toHaveProperty('orbs')
  })

  test('no test can be masked', () => {
    for (const { command, owner } of scriptsOf(config).filter(({ owner }) => /^(test|build)-/.test(owner))) {
      expect(command, owner).not.toMatch(/\|\||;\s*true|set \+e|exit 0/)
    }
  })

  test('caches are keyed by the checksum of a lockfile, with a fallback', () => {
    const caches = everyValueOf('restore_cache', config) as readonly { keys: readonly string[] }[]
    expect(caches.length).toBeGreaterThan(0)
    for (const { keys } of caches) {
      expect(keys[0]).toMatch(/\{\{ checksum ".*lock(\.json)?" \}\}$/)
      expect(keys[0]?.startsWith(keys[1]!)).toBe(true)
    }
  })

  test('results and coverage of the tests are kept', () => {
    const job = (config.jobs as Record<string, Tree>)['test-web']
    expect(everyValueOf('store_test_results', job)).toEqual([{ path: 'puppetplays-web/reports' }])
    expect(everyValueOf('store_artifacts', job)).toContainEqual({
      path: 'puppetplays-web/coverage',
      destination: 'coverage',
    })
  })

  test('both images of both environments are published by one command', () => {
    const jobs = Object.entries(config.jobs as Record<string, Tree>).filter(([name]) => name.startsWith('publish-'))
    expect(jobs.map(([name, job]) => [name, everyValueOf('publish-image', job)])).toEqual([
      ['publish-web-staging', [image('web', '-staging', 'NEXT_PUBLIC_API_URL=https://api.staging.puppetplays.eu')]],
      ['publish-admin-staging', [image('admin', '-staging', '')]],
      ['publish-web-production', [image('web', '', 'NEXT_PUBLIC_API_URL=https://api.puppetplays.eu')]],
      ['publish-admin-production', [image('admin', '', '')]],
    ])
  })

  function image(name: string, suffix: string, buildArguments: string): Tree {
    const folder = `puppetplays-${name}`
    return { repository: `puppetplays/${folder}`, folder, 'tag-suffix': suffix, 'build-arguments': buildArguments }
  }
})
