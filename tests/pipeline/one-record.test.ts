import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Copy, copyOfRepository } from '../gen-config/copy.ts'
import { readmeBlock } from '../readme.ts'
import { runScript } from '../run.ts'
import { branchesOf, type EmittedEntry, emitted, everyValueOf, type Tree, upstreamOf, workflowsOf } from './emitted.ts'

/** Does what a recipe of the README says: its record goes into the file, and the name into the list at the end. */
function add(copy: Copy, file: string, { heading, list }: { heading: string; list: readonly [string, string] }): void {
  const path = `config-src/puppetplays/${file}`
  const text = copy.read(path)
  const place = text.lastIndexOf('\n/** Every ')
  writeFileSync(
    copy.path(path),
    `${text.slice(0, place)}\n${readmeBlock(heading, 'ts')}${text.slice(place).replace(...list)}`,
  )
}

test('a third environment and a third image, one record each: everything follows', async () => {
  const copy = copyOfRepository()
  add(copy, 'environments.ts', {
    heading: 'Add an environment',
    list: ['[staging, production]', '[staging, production, demo]'],
  })
  add(copy, 'images.ts', { heading: 'Add an image', list: ['[web, admin]', '[web, admin, search]'] })
  add(copy, 'services.ts', { heading: 'Add a service', list: ['webService]', 'webService, searchService]'] })
  const services = 'config-src/puppetplays/services.ts'
  writeFileSync(copy.path(services), copy.read(services).replace('{ admin, web }', '{ admin, search, web }'))
  expect((await copy.genConfig()).output).toContain('wrote      generated/compose.demo.yml')

  await expectDeploy(copy)
  const config = emitted('generated/config.yml', copy.folder)
  const workflows = workflowsOf(config)
  expectVerify(workflows.get('verify')!)
  expectDemo(workflows.get('demo')!)
  expectJobs(config)
  for (const environment of ['staging', 'production']) {
    const names = workflows.get(environment)!.map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['test-search', `publish-search-${environment}`]))
  }
  expectCompose(emitted('generated/compose.demo.yml', copy.folder).services as Record<string, Tree>)
  expect(Object.keys(emitted('generated/compose.staging.yml', copy.folder).services as Tree)).toContain(
    'puppetplays-search',
  )
})

/** The deploy command knows the new environment, its server, its folder and its image. */
async function expectDeploy({ folder }: Copy): Promise<void> {
  const revision = '0123456789'.repeat(4)
  const { exitCode, output } = await runScript('deploy.ts', ['demo', '--version', revision, '--dry-run'], { folder })
  expect(exitCode).toBe(0)
  expect(output).toContain('ssh deploy@demo.puppetplays.eu')
  expect(output).toContain('/srv/puppetplays')
  expect(output).toContain(`puppetplays/puppetplays-search:${revision}-demo`)
}

function expectVerify(entries: readonly EmittedEntry[]): void {
  for (const { filters } of entries) expect(branchesOf(filters).except).toEqual(['develop', 'master', 'demo'])
  const search = entries.find(({ name }) => name === 'test-search')
  expect(branchesOf(search?.filters).where).toEqual(['search-changed'])
}

function expectDemo(entries: readonly EmittedEntry[]): void {
  expect(entries.map(({ name }) => name)).toEqual([
    'test-web',
    'build-web-demo',
    'publish-web-demo',
    'test-admin',
    'publish-admin-demo',
    'test-search',
    'publish-search-demo',
    'hold-demo',
    'deploy-demo',
  ])
  for (const { filters } of entries) expect(branchesOf(filters)).toEqual({ only: ['demo'], where: [] })
  const deploy = entries.at(-1)!
  expect(deploy.context).toEqual(['puppetplays-demo', 'docker-hub'])
  expect(deploy['serial-group']).toBe('puppetplays/deploy-demo')
  const upstream = upstreamOf(deploy, entries)
  expect(upstream).toContainEqual(expect.objectContaining({ name: 'hold-demo', type: 'approval' }))
  expect(upstream.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['publish-web-demo', 'publish-admin-demo', 'publish-search-demo']),
  )
}

function expectJobs(config: Tree): void {
  const jobs = config.jobs as Record<string, Tree>
  expect(config.parameters).toHaveProperty('search-changed')
  expect(jobs['build-web-demo']?.environment).toEqual({ NEXT_PUBLIC_API_URL: 'https://api.demo.puppetplays.eu' })
  expect(everyValueOf('fingerprints', jobs['deploy-demo'])).toEqual([['SHA256:fingerprint-of-the-demo-deploy-key']])
  expect(everyValueOf('command', jobs['deploy-demo'])).toEqual(['npm run deploy -- demo --version "$CIRCLE_SHA1"'])
  expect(everyValueOf('publish-image', jobs['publish-search-demo'])).toEqual([
    {
      repository: 'puppetplays/puppetplays-search',
      folder: 'puppetplays-search',
      'tag-suffix': '-demo',
      'build-arguments': '',
    },
  ])
}

function expectCompose(services: Record<string, Tree>): void {
  const search = services['puppetplays-search']
  expect(search?.image).toBe('${REGISTRY:-docker.io}/puppetplays/puppetplays-search:${PUPPETPLAYS_VERSION:?}')
  expect(search?.ports).toEqual(['127.0.0.1:9200:9000'])
  expect(search?.environment).toEqual({ DB_PASSWORD: '${POSTGRES_PASSWORD:?}' })
  expect(everyValueOf('source', search)).toEqual(['${PUPPETPLAYS_HOST_DIR:-/srv/puppetplays}/search'])
  expect(services['puppetplays-web']?.environment).toEqual({ NEXT_PUBLIC_API_URL: 'https://api.demo.puppetplays.eu' })
}
