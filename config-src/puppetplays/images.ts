import type { Image, Toolchain } from '../model/pipeline.ts'

const node: Toolchain = {
  name: 'node',
  image: 'cimg/node:20.18.1',
  resourceClass: 'medium',
  lockfile: 'yarn.lock',
  cachePaths: ['~/.cache/yarn'],
  install: {
    name: 'Install the packages of the lockfile',
    run: 'yarn install --frozen-lockfile --non-interactive --cache-folder ~/.cache/yarn',
    timeout: '15m',
  },
}

const php: Toolchain = {
  name: 'php',
  image: 'cimg/php:8.0.30',
  resourceClass: 'medium',
  lockfile: 'composer.lock',
  cachePaths: ['~/.cache/composer'],
  install: {
    name: 'Install the packages of the lockfile',
    run: 'COMPOSER_CACHE_DIR=~/.cache/composer composer install --no-interaction --no-progress --prefer-dist',
    timeout: '15m',
  },
}

/** The site: Next.js. The address of the API is baked in, so each environment has its own image. */
export const web: Image = {
  name: 'web',
  repository: 'puppetplays/puppetplays-web',
  folder: 'puppetplays-web',
  toolchain: node,
  checks: [
    { name: 'Lint', run: 'yarn lint' },
    {
      name: 'Unit tests',
      run: 'JEST_JUNIT_OUTPUT_DIR=reports yarn test:ci --coverage --reporters=default --reporters=jest-junit',
      timeout: '15m',
    },
  ],
  reports: { results: 'reports', artifacts: ['reports', 'coverage'] },
  build: {
    script: { name: 'Build', run: 'yarn build', timeout: '20m' },
    settings: { NEXT_PUBLIC_API_URL: 'apiUrl' },
  },
}

/** The control panel and the API: Craft CMS. */
export const admin: Image = {
  name: 'admin',
  repository: 'puppetplays/puppetplays-admin',
  folder: 'puppetplays-admin',
  toolchain: php,
  checks: [
    { name: 'Validate composer.json', run: 'composer validate --strict' },
    {
      name: 'Check the syntax of every PHP file',
      run: 'find modules config -name "*.php" -print0 | xargs -0 --no-run-if-empty -n 1 -P 4 php -l',
    },
  ],
}

/** Every image, in the order a reader meets them. */
export const images: readonly Image[] = [web, admin]
