import { renderYaml } from '../../../config-src/compiler/5-render/yaml.ts'
import { composeOf } from '../../../config-src/model/compose.ts'
import type { Environment, Pipeline, Service } from '../../../config-src/model/pipeline.ts'
import { puppetplays } from '../../../config-src/puppetplays/pipeline.ts'
import { site } from './site.ts'

const [staging] = puppetplays.environments

/** The environments of the tests: the real staging record, on servers that are there. */
const environments: readonly Environment[] = [
  { ...staging!, hosts: ['deploy@staging.test'], dataDirectory: site.data as `/${string}` },
  { ...staging!, name: 'asroot', hosts: ['root@root.test'], dataDirectory: site.data as `/${string}` },
  {
    ...staging!,
    name: 'swarm',
    hosts: ['deploy@staging.test'],
    dataDirectory: site.data as `/${string}`,
    engine: 'swarm',
  },
  {
    ...staging!,
    name: 'pair',
    hosts: ['deploy@staging.test', 'deploy@second.test'],
    dataDirectory: site.data as `/${string}`,
  },
]

const quick = { interval: '0.4s', timeout: '2s', retries: 5, startPeriod: '3s' } as const

/** The real services with a database that is at hand, and checks that do not take long, unless HEALTH=real. */
const services: readonly Service[] = puppetplays.services.map(service => ({
  ...service,
  ...(typeof service.image === 'string' ? { image: `${site.registry}/library/postgres:13` as const } : {}),
  ...(process.env.HEALTH === 'real' ? {} : { healthCheck: { ...service.healthCheck, ...quick } }),
  stopGracePeriod: '5s',
}))

/** The pipeline of PuppetPlays, as it stands in the tests. */
export const pipeline: Pipeline = { ...puppetplays, environments, services }

/** The compose file that gen-config would write for an environment. */
export function composeFileOf(environment: Environment): string {
  return renderYaml(composeOf(pipeline, environment), 'made by a test')
}
