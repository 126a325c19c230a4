import { type Config, call, type Job, type Run } from './config.ts'
import type { Pipeline } from './pipeline.ts'
import { checkout, containerOf, installCommand } from './steps.ts'

/** Where the setup job leaves the parameters of the continuation. */
const parametersFile = '/tmp/pipeline-parameters.json'

/** The setup configuration: is what was generated still current, what changed, and on with the continuation. */
export function setupOf(pipeline: Pipeline): Config {
  const job: Job = {
    name: 'continue',
    executor: containerOf(pipeline.tools),
    steps: [checkout, call(installCommand('tools', '.', pipeline.tools), {}), ...commands],
  }
  // A pipeline value that is set for every branch and for no tag.
  const filters = 'pipeline.git.branch'
  return {
    setup: true,
    parameters: {},
    workflows: [{ name: 'setup', entries: [{ name: job.name, job, filters, requires: [] }] }],
  }
}

const commands: readonly Run[] = [
  { kind: 'run', name: 'Check that the generated files are current', command: 'npm run gen-config -- --check' },
  {
    kind: 'run',
    name: 'Find the folders that changed',
    command: `npm run changed-folders -- --base "<< pipeline.git.base_revision >>" --output ${parametersFile}`,
  },
  {
    kind: 'run',
    name: 'Continue with generated/config.yml',
    command: `npm run continue-pipeline -- generated/config.yml --parameters ${parametersFile}`,
  },
]
