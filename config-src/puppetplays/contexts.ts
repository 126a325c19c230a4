import type { Context, Registry, Secret } from '../model/pipeline.ts'

/** The password of the database user. */
export const postgresPassword: Secret = { name: 'POSTGRES_PASSWORD', purpose: 'the password of the database user' }

/** The key that Craft CMS signs and encrypts with. */
export const securityKey: Secret = { name: 'SECURITY_KEY', purpose: 'the key Craft CMS signs and encrypts with' }

/** The licence of the workflow plugin. */
export const workflowKey: Secret = { name: 'PLUGIN_WORKFLOW_KEY', purpose: 'the licence of the workflow plugin' }

/** The host key lines of an environment's servers. */
export const sshKnownHosts: Secret = { name: 'SSH_KNOWN_HOSTS', purpose: 'the host key lines of the servers' }

const dockerUser: Secret = { name: 'DOCKER_USER', purpose: 'who pushes the images' }
const dockerPassword: Secret = { name: 'DOCKER_PASSWORD', purpose: 'an access token of that user' }

/** The context of an environment: each supplies the same secrets, with values of its own. */
export function environmentContext(name: Context['name']): Context {
  return { name, secrets: [postgresPassword, securityKey, workflowKey, sshKnownHosts] }
}

/** Docker Hub, and the context that may push to it. */
export const dockerHub: Registry = {
  host: 'docker.io',
  context: { name: 'docker-hub', secrets: [dockerUser, dockerPassword] },
  user: dockerUser,
  password: dockerPassword,
}
