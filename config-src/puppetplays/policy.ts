import type { Policy } from '../model/pipeline.ts'
import { production, staging } from './environments.ts'

/** `develop` can only be deployed to staging, `master` only to production; no other branch and no tag deploys there. */
export const policy: Policy = {
  reserved: [
    { branch: 'develop', environment: staging },
    { branch: 'master', environment: production },
  ],
  tags: 'never',
  approval: 'before-each-deploy',
  published: 'before-each-deploy',
}
