import { type Command, call, type Executor, type Job } from './config.ts'
import type { Environment, Image, Pipeline, Registry } from './pipeline.ts'
import { checkout } from './steps.ts'

type Argument = 'repository' | 'folder' | 'tag-suffix' | 'build-arguments'

/** The job `publish-<image>-<environment>`. */
export function publishJob(pipeline: Pipeline, image: Image, environment: Environment): Job {
  const { name, image: machine, resourceClass } = pipeline.publisher
  const executor: Executor = { name, kind: 'machine', image: machine, resourceClass }
  return {
    name: `publish-${image.name}-${environment.name}`,
    executor,
    steps: [
      checkout,
      call(publishCommand(pipeline), {
        repository: image.repository,
        folder: image.folder,
        'tag-suffix': environment.tagSuffix,
        'build-arguments': Object.entries(bakedSettings(image, environment))
          .map(([key, value]) => `${key}=${value}`)
          .join(' '),
      }),
    ],
  }
}

/** The settings that are built into an image, by the name that its build reads. */
export function bakedSettings(image: Image, environment: Environment): Record<string, string> {
  return Object.fromEntries(
    Object.entries(image.build?.settings ?? {}).map(([key, setting]) => [key, String(environment.settings[setting])]),
  )
}

/** The one command that publishes: every image, every environment. */
function publishCommand(pipeline: Pipeline): Command<Argument> {
  return {
    name: 'publish-image',
    description: 'Build an image unless this revision of it is there, push its exact tag, then move the tag latest.',
    parameters: {
      repository: { type: 'string', description: 'The name of the image, without host and tag.' },
      folder: { type: 'string', description: 'Where its Dockerfile stands.' },
      'tag-suffix': { type: 'string', description: 'What follows the revision and latest in a tag.' },
      'build-arguments': { type: 'string', description: 'NAME=value, separated by blanks.' },
    },
    steps: [
      { kind: 'run', name: 'Log in to the registry', command: logIn(pipeline.registry) },
      {
        kind: 'run',
        name: 'Build and push << parameters.repository >>',
        environment: {
          REPOSITORY: '<< parameters.repository >>',
          FOLDER: '<< parameters.folder >>',
          TAG_SUFFIX: '<< parameters.tag-suffix >>',
          BUILD_ARGUMENTS: '<< parameters.build-arguments >>',
          SOURCE: pipeline.source,
        },
        command: buildAndPush(pipeline.registry),
        timeout: '30m',
      },
    ],
  }
}

function logIn(registry: Registry): string {
  return `printf '%s' "$${registry.password.name}" |
  docker login --username "$${registry.user.name}" --password-stdin "\${REGISTRY:-${registry.host}}"
`
}

function buildAndPush(registry: Registry): string {
  return `image="\${REGISTRY:-${registry.host}}/$REPOSITORY"
exact="$image:$CIRCLE_SHA1$TAG_SUFFIX"
latest="$image:latest$TAG_SUFFIX"

echo "Is $exact there already?"
if docker pull --quiet "$exact"; then
  echo "$exact is there: it is not built again"
else
  echo "It is not: building it"
  flags=()
  for argument in $BUILD_ARGUMENTS; do
    flags+=(--build-arg "$argument")
  done
  DOCKER_BUILDKIT=1 docker build \\
    --cache-from "$latest" \\
    --build-arg BUILDKIT_INLINE_CACHE=1 \\
    "\${flags[@]}" \\
    --label "org.opencontainers.image.revision=$CIRCLE_SHA1" \\
    --label "org.opencontainers.image.source=$SOURCE" \\
    --tag "$exact" \\
    "$FOLDER"
  docker push "$exact"
fi

docker tag "$exact" "$latest"
docker push "$latest"
`
}
