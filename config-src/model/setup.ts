import { type Config, call, type Job, type Run, type Step } from './config.ts'
import type { Pipeline } from './pipeline.ts'
import { checkout, containerOf, installCommand } from './steps.ts'

/** Where the setup job leaves the parameters of the continuation. */
const parametersFile = '/tmp/pipeline-parameters.json'

/** Where it leaves what the branch changes in behaviour. */
const behaviourFile = '/tmp/behaviour.md'

/** The setup configuration: is what was generated still current, what does it do, what changed, and on with the continuation. */
export function setupOf(pipeline: Pipeline): Config {
  const job: Job = {
    name: 'continue',
    executor: containerOf(pipeline.tools),
    steps: [checkout, call(installCommand('tools', '.', pipeline.tools), {}), ...checksOf(pipeline), ...commands],
  }
  // A pipeline value that is set for every branch and for no tag.
  const filters = 'pipeline.git.branch'
  return {
    setup: true,
    parameters: {},
    workflows: [{ name: 'setup', entries: [{ name: job.name, job, filters, requires: [] }] }],
  }
}

/** What a reviewer wants to have checked, and to read. */
function checksOf(pipeline: Pipeline): readonly Step[] {
  return [
    { kind: 'run', name: 'Check that the generated files are current', command: 'npm run gen-config -- --check' },
    {
      kind: 'run',
      name: 'Check both configurations',
      command: 'npm run circlec -- check .circleci/config.yml generated/config.yml',
    },
    behaviour(pipeline),
    { kind: 'storeArtifacts', path: 'generated/plan.md', destination: 'plan.md' },
    { kind: 'storeArtifacts', path: behaviourFile, destination: 'behaviour.md' },
  ]
}

/**
 * Compares with the branch that this one goes into: most into the first environment's, each of those into the next, and the
 * last has only what it was before the push. That may not be there (a first build, a shallow clone): nothing stops for that.
 */
function behaviour({ environments, verifyWith }: Pipeline): Run {
  const targets = environments.map(({ branch }, at) => {
    const next = environments[at + 1]
    return `  ${branch}) base=${next ? `origin/${next.branch}` : '$BEFORE'} ;;`
  })
  const script = [
    'case "$CIRCLE_BRANCH" in',
    ...targets,
    `  *) base=origin/${verifyWith.branch} ;;`,
    'esac',
    'if ! git rev-parse --verify --quiet "$base^{commit}"; then',
    `  echo "There is nothing to compare with: \${base:-no revision before this one} is not here." > ${behaviourFile}`,
    `elif ! npm run --silent circlec -- diff --base "$base" --format markdown > ${behaviourFile}; then`,
    `  echo "The behaviour could not be compared with $base: the log of this step says why." > ${behaviourFile}`,
    'fi',
    `cat ${behaviourFile}`,
    '',
  ]
  return {
    kind: 'run',
    name: 'Say what changes in behaviour',
    command: script.join('\n'),
    environment: { BEFORE: '<< pipeline.git.base_revision >>' },
  }
}

const commands: readonly Run[] = [
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
