import { describe, expect, test } from 'vitest'
import { continuationOf } from '../../config-src/model/continuation.ts'
import { definePipeline } from '../../config-src/model/define.ts'
import { lower } from '../../config-src/model/lower.ts'
import { Mistake } from '../../config-src/model/mistake.ts'
import type { Environment, Image, Pipeline, Service } from '../../config-src/model/pipeline.ts'
import { puppetplays } from '../../config-src/puppetplays/pipeline.ts'

const [staging, production] = puppetplays.environments as [Environment, Environment]
const [web, admin] = puppetplays.images as [Image, Image]
const [postgres, adminService, webService] = puppetplays.services as [Service, Service, Service]

const demo: Environment = {
  ...staging,
  name: 'demo',
  branch: 'demo',
  hosts: ['deploy@demo.puppetplays.eu'],
  tagSuffix: '-demo',
  context: { ...staging.context, name: 'puppetplays-demo' },
}

const moved: Environment = { ...staging, branch: 'release' }

function environment(change: Partial<Environment>): Partial<Pipeline> {
  return { environments: [staging, production, { ...demo, ...change }] }
}

function service(change: Partial<Service>): Partial<Pipeline> {
  return { services: [postgres, adminService, { ...webService, ...change }] }
}

function image(change: Partial<Image>): Partial<Pipeline> {
  return { images: [web, admin, { ...admin, name: 'search', ...change }] }
}

const mistakes: readonly [string, Partial<Pipeline>, string][] = [
  [
    'two environments on one branch',
    environment({ branch: 'develop' }),
    'environment "demo": its branch "develop" is already that of environment "staging"',
  ],
  [
    'two environments whose images would have the same tags',
    environment({ tagSuffix: '-staging' }),
    'environment "demo": its image tag "latest-staging" is already that of environment "staging"',
  ],
  [
    'two environments with the same data',
    environment({ hosts: staging.hosts }),
    'environment "demo": its server and data directory "deploy@staging.puppetplays.eu:/var/lib/puppetplays" is already that of environment "staging"',
  ],
  [
    'two environments with the same secrets',
    environment({ context: staging.context }),
    'environment "demo": its context "puppetplays-staging" is already that of environment "staging"',
  ],
  [
    'an environment with the name of a workflow',
    environment({ name: 'verify' }),
    'environment "verify": its name is taken, no workflow can have it',
  ],
  [
    'a branch that is a pattern',
    environment({ branch: '/demo.*/' }),
    'environment "demo": its branch "/demo.*/" is not one exact branch name',
  ],
  [
    'a deploy as root',
    environment({ hosts: ['root@demo.puppetplays.eu'] }),
    'environment "demo": its host "root@demo.puppetplays.eu" logs in as root; name a user that may only deploy',
  ],
  [
    'a data directory that is not plain',
    environment({ dataDirectory: '/var/lib/../etc' }),
    'environment "demo": its data directory "/var/lib/../etc" is not an absolute, plain path',
  ],
  [
    'a branch that the policy keeps for another environment',
    { environments: [staging, { ...demo, branch: 'master' }] },
    'environment "demo": the policy reserves its branch "master" for environment "production"',
  ],
  [
    'an environment on another branch than the policy says',
    {
      environments: [moved, production],
      verifyWith: moved,
      policy: { ...puppetplays.policy, reserved: [{ branch: 'develop', environment: moved }] },
    },
    'environment "staging": the policy lets only branch "develop" deploy to it, and its branch is "release"',
  ],
  [
    'an unknown image',
    service({ image: { ...web, name: 'site' } }),
    'service "puppetplays-web": its image "site" is not one of the images of the pipeline',
  ],
  [
    'an image that floats',
    service({ image: 'nginx:latest' }),
    'service "puppetplays-web": its image "nginx:latest" is not an exact tag',
  ],
  [
    'a volume outside the data directory',
    service({ volumes: [{ host: '../secrets', container: '/secrets', owner: { uid: 0, gid: 0 } }] }),
    'service "puppetplays-web": its volume "../secrets" is outside the data directory; name a folder below it',
  ],
  [
    'an absolute volume',
    service({ volumes: [{ host: '/etc', container: '/etc', owner: { uid: 0, gid: 0 } }] }),
    'service "puppetplays-web": its volume "/etc" is outside the data directory; name a folder below it',
  ],
  [
    'two services in one folder',
    service({ volumes: [{ host: 'logs', container: '/logs', owner: { uid: 0, gid: 0 } }] }),
    'service "puppetplays-web": its volume "logs" is already that of service "puppetplays-admin"',
  ],
  [
    'two services on one port',
    service({ ports: [{ host: 11000, container: 3000 }] }),
    'service "puppetplays-web": port 11000 of the host is already that of service "puppetplays-admin"',
  ],
  [
    'a port that is none',
    service({ ports: [{ host: 70000, container: 3000 }] }),
    'service "puppetplays-web": 70000 is not a port',
  ],
  [
    'a secret that stands there as text',
    service({ environment: { DB_PASSWORD: 'hunter2' } }),
    'service "puppetplays-web": DB_PASSWORD is a secret and stands there as text; let it be { secret: … }',
  ],
  [
    'a secret that no context supplies',
    service({ environment: { MAIL: { secret: { name: 'MAIL_PASSWORD', purpose: 'the mail account' } } } }),
    'service "puppetplays-web": MAIL needs the secret MAIL_PASSWORD, which context "puppetplays-staging" of environment "staging" does not supply',
  ],
  [
    'a variable that Compose would replace',
    service({ environment: { GREETING: '$HOME' } }),
    'service "puppetplays-web": GREETING holds a "$", which Compose would replace',
  ],
  [
    'a service that waits for nobody we know',
    service({ dependsOn: [{ ...postgres, name: 'redis' }] }),
    'service "puppetplays-web": it waits for "redis", which is not a service before it in the list',
  ],
  ['two records of one name', image({ name: 'web' }), 'image "web": its name "web" is already that of image "web"'],
  [
    'a name that no job could have',
    // A cast: the type refuses it already.
    image({ name: 'Search Engine' as Image['name'] }),
    'image "Search Engine": a name is lower-case letters, digits and single hyphens, such as "web"',
  ],
  ['an image without checks', image({ checks: [] }), 'image "search": it has no check, so that nothing would test it'],
  [
    'a folder outside the repository',
    image({ folder: '../search' }),
    'image "search": its folder "../search" is not a folder of this repository',
  ],
  [
    'a toolchain that floats',
    image({ toolchain: { ...admin.toolchain, image: 'cimg/php:current' } }),
    'image "search": its toolchain runs in "cimg/php:current", which is not an exact tag',
  ],
  ['no service', { services: [] }, 'the pipeline "puppetplays" has no service'],
]

describe('a mistake in the records is one sentence', () => {
  test.each(mistakes)('%s', (_name, change, sentence) => {
    expect(() => definePipeline({ ...puppetplays, ...change })).toThrow(new Mistake(sentence))
  })

  test('two jobs of one name', () => {
    // Its build on other branches would be called build-web-staging, like the build of the site for staging.
    const pipeline = definePipeline({
      ...puppetplays,
      images: [web, admin, { ...web, name: 'web-staging', folder: 'other', repository: 'puppetplays/other' }],
    })
    expect(() => lower(continuationOf(pipeline))).toThrow(
      new Mistake(
        'the name "build-web-staging" would mean two different jobs: rename one of the records it comes from',
      ),
    )
  })

  test('the records as they stand hold none', () => {
    expect(definePipeline(puppetplays)).toBe(puppetplays)
    expect(definePipeline({ ...puppetplays, ...environment({}) }).environments).toHaveLength(3)
  })
})
