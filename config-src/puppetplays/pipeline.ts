import { definePipeline } from '../model/define.ts'
import type { Pipeline } from '../model/pipeline.ts'
import { dockerHub } from './contexts.ts'
import { environments, staging } from './environments.ts'
import { images } from './images.ts'
import { policy } from './policy.ts'
import { services } from './services.ts'
import { tools } from './setup.ts'

/** The pipeline of PuppetPlays. */
export const puppetplays: Pipeline = definePipeline({
  name: 'puppetplays',
  source: 'https://github.com/puppetplays/puppetplays',
  registry: dockerHub,
  images,
  environments,
  services,
  policy,
  verifyWith: staging,
  tools,
  publisher: { name: 'publisher', image: 'ubuntu-2204:2024.11.1', resourceClass: 'medium' },
})
