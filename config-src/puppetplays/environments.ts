import type { Environment } from '../model/pipeline.ts'
import { environmentContext } from './contexts.ts'

/** Where `develop` is tried out. */
export const staging: Environment = {
  name: 'staging',
  branch: 'develop',
  hosts: ['deploy@staging.puppetplays.eu'],
  // CircleCI shows the real one under Project Settings > SSH Keys, once the key is added there.
  sshKey: 'SHA256:fingerprint-of-the-staging-deploy-key',
  context: environmentContext('puppetplays-staging'),
  dataDirectory: '/var/lib/puppetplays',
  tagSuffix: '-staging',
  settings: {
    siteUrl: 'https://staging.puppetplays.eu',
    controlPanelUrl: 'https://admin.staging.puppetplays.eu',
    apiUrl: 'https://api.staging.puppetplays.eu',
    cookieDomain: '.staging.puppetplays.eu',
    mailHost: '0.0.0.0',
    mailPort: 1025,
    mailSender: 'no-reply@puppetplays.eu',
  },
}

/** What the public sees, made from `master`. */
export const production: Environment = {
  name: 'production',
  branch: 'master',
  hosts: ['deploy@puppetplays.eu'],
  sshKey: 'SHA256:fingerprint-of-the-production-deploy-key',
  context: environmentContext('puppetplays-production'),
  dataDirectory: '/var/lib/puppetplays',
  tagSuffix: '',
  settings: {
    siteUrl: 'https://puppetplays.eu',
    controlPanelUrl: 'https://admin.puppetplays.eu',
    apiUrl: 'https://api.puppetplays.eu',
    cookieDomain: '.puppetplays.eu',
    mailHost: 'relay.huma-num.fr',
    mailPort: 25,
    mailSender: 'no-reply@puppetplays.eu',
  },
}

/** Every environment, in the order a reader meets them. */
export const environments: readonly Environment[] = [staging, production]
