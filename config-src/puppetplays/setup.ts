import type { Toolchain } from '../model/pipeline.ts'

/** What this repository's own commands run in: the setup workflow and the deploys. */
export const tools: Toolchain = {
  name: 'tools',
  image: 'cimg/node:20.18.1',
  resourceClass: 'small',
  lockfile: 'package-lock.json',
  cachePaths: ['~/.npm'],
  install: { name: 'Install the packages of the lockfile', run: 'npm ci', timeout: '10m' },
}
