import { type Config, call, type Entry, type Job, type Step, type Workflow } from './config.ts'
import type { Environment, Image, Pipeline } from './pipeline.ts'
import { bakedSettings, publishJob } from './publish.ts'
import { checkout, containerOf, installCommand, runIn } from './steps.ts'

/** The name of the pipeline parameter that says whether an image's folder changed. */
export function changedParameter(image: Image): string {
  return `${image.name}-changed`
}

/** The configuration that the setup workflow continues with: `verify`, and a workflow for each environment. */
export function continuationOf(pipeline: Pipeline): Config {
  const parameters = pipeline.images.map(image => [
    changedParameter(image),
    { type: 'boolean', default: true, description: `Whether ${image.folder}/ changed since the last push.` } as const,
  ])
  return {
    setup: false,
    parameters: Object.fromEntries(parameters),
    workflows: [verify(pipeline), ...pipeline.environments.map(environment => deployment(pipeline, environment))],
  }
}

/** Every branch that deploys nowhere: tests and builds, each only where its folder changed. */
function verify(pipeline: Pipeline): Workflow {
  const elsewhere = pipeline.environments.map(({ branch }) => `pipeline.git.branch != "${branch}"`)
  return {
    name: 'verify',
    entries: pipeline.images.flatMap(image => {
      // On a tag there is no branch: the first word is then false, and with it the whole.
      const filters = ['pipeline.git.branch', ...elsewhere, `pipeline.parameters.${changedParameter(image)}`].join(
        ' and ',
      )
      const build = buildJob(image, pipeline.verifyWith)
      return [
        entryOf(testJob(image), { filters }),
        ...(build ? [{ ...entryOf(build, { filters }), name: `build-${image.name}` }] : []),
      ]
    }),
  }
}

/** From the tests to the deploy of one environment, on its branch alone. */
function deployment(pipeline: Pipeline, environment: Environment): Workflow {
  const filters = `pipeline.git.branch == "${environment.branch}"`
  const before = pipeline.images.flatMap(image => publication(pipeline, { image, environment, filters }))
  const hold: Entry = { name: `hold-${environment.name}`, filters, requires: before }
  const deploy = entryOf(deployJob(pipeline, environment), {
    filters,
    requires: [hold],
    contexts: [environment.context.name, pipeline.registry.context.name],
    serialGroup: `${pipeline.name}/deploy-${environment.name}`,
  })
  return { name: environment.name, entries: [...before, hold, deploy] }
}

/** Test, build and publish one image; nothing here waits for another image. */
function publication(
  pipeline: Pipeline,
  { image, environment, filters }: { image: Image; environment: Environment; filters: string },
): readonly Entry[] {
  const build = buildJob(image, environment)
  const checks = [testJob(image), ...(build ? [build] : [])].map(job => entryOf(job, { filters }))
  const publish = entryOf(publishJob(pipeline, image, environment), {
    filters,
    requires: checks,
    contexts: [pipeline.registry.context.name],
  })
  return [...checks, publish]
}

function entryOf(job: Job, rest: Partial<Entry> & Pick<Entry, 'filters'>): Entry {
  return { name: job.name, job, requires: [], ...rest }
}

function testJob(image: Image): Job {
  const { folder, reports } = image
  const kept: Step[] = (reports?.artifacts ?? []).map(path => ({
    kind: 'storeArtifacts',
    path: `${folder}/${path}`,
    destination: path,
  }))
  return {
    name: `test-${image.name}`,
    executor: containerOf(image.toolchain),
    steps: [
      checkout,
      install(image),
      ...image.checks.map(check => runIn(folder, check)),
      ...(reports?.results ? [{ kind: 'storeTestResults', path: `${folder}/${reports.results}` } as const] : []),
      ...kept,
    ],
  }
}

function buildJob(image: Image, environment: Environment): Job | undefined {
  if (!image.build) return undefined
  return {
    name: `build-${image.name}-${environment.name}`,
    executor: containerOf(image.toolchain),
    environment: bakedSettings(image, environment),
    steps: [checkout, install(image), runIn(image.folder, image.build.script)],
  }
}

function deployJob(pipeline: Pipeline, environment: Environment): Job {
  const deploy = `npm run deploy -- ${environment.name} --version "$CIRCLE_SHA1"`
  return {
    name: `deploy-${environment.name}`,
    executor: containerOf(pipeline.tools),
    steps: [
      checkout,
      { kind: 'addSshKeys', fingerprints: [environment.sshKey] },
      call(installCommand('tools', '.', pipeline.tools), {}),
      runIn('.', { name: `Deploy to ${environment.name}`, run: deploy, timeout: '20m' }),
    ],
  }
}

function install(image: Image): Step {
  return call(installCommand(image.name, image.folder, image.toolchain), {})
}
