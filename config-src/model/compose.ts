import type { Plain } from './order.ts'
import type { Environment, HealthCheck, Pipeline, Port, Service, Value, Volume } from './pipeline.ts'

/** What every service of one compose file shares. */
interface Place {
  readonly pipeline: Pipeline
  readonly environment: Environment
  readonly swarm: boolean
}

/**
 * The services of one environment as a compose file. Its variables: `<PIPELINE>_VERSION`, the exact tag of the images
 * (revision and tag suffix); the secrets, by their names; and, where the default does not fit, `REGISTRY` and
 * `<PIPELINE>_HOST_DIR`. Compose 1.29 and 2 read it alike; with the engine `swarm` it is one for `docker stack deploy`.
 */
export function composeOf(pipeline: Pipeline, environment: Environment): Plain {
  const place: Place = { pipeline, environment, swarm: environment.engine === 'swarm' }
  return {
    // Compose 2 warns about a version; `docker stack deploy` refuses a file without one.
    ...(place.swarm ? { version: '3.8' } : {}),
    services: Object.fromEntries(pipeline.services.map(service => [service.name, serviceOf(service, place)])),
  }
}

/** The name of the variable that holds the exact tag of the images in a compose file. */
export function versionVariable({ name }: Pipeline): string {
  return `${variablePrefix(name)}_VERSION`
}

/** The name of the variable that moves the data directory, for a server where it is elsewhere. */
export function hostDirectoryVariable({ name }: Pipeline): string {
  return `${variablePrefix(name)}_HOST_DIR`
}

function variablePrefix(name: string): string {
  return name.toUpperCase().replaceAll('-', '_')
}

function serviceOf(service: Service, place: Place): Plain {
  const { ports, volumes, dependsOn, stopGracePeriod } = service
  const variables = Object.entries(service.environment).map(([name, value]) => [name, textOf(value, place.environment)])
  const condition = Object.fromEntries(dependsOn.map(({ name }) => [name, { condition: 'service_healthy' }]))
  return {
    image: imageOf(service, place),
    ...(place.swarm ? { deploy: swarmDeploy(service) } : { restart: 'unless-stopped' }),
    ...(dependsOn.length > 0 && !place.swarm ? { depends_on: condition } : {}),
    environment: Object.fromEntries(variables),
    ...(ports.length > 0 ? { ports: ports.map(port => portOf(port, place)) } : {}),
    ...(volumes.length > 0 ? { volumes: volumes.map(volume => volumeOf(volume, place)) } : {}),
    healthcheck: healthCheckOf(service.healthCheck),
    stop_grace_period: stopGracePeriod,
    logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '5' } },
  }
}

function imageOf({ image }: Service, { pipeline }: Place): string {
  if (typeof image === 'string') return image
  return `\${REGISTRY:-${pipeline.registry.host}}/${image.repository}:\${${versionVariable(pipeline)}:?}`
}

/** A missing or empty secret stops the start, instead of starting a service without it. */
function textOf(value: Value, environment: Environment): string {
  if (typeof value === 'string') return value
  if ('secret' in value) return `\${${value.secret.name}:?}`
  if ('fact' in value) return environment[value.fact]
  return String(environment.settings[value.setting])
}

/** Only the host itself reaches a port: what the world sees goes through its web server. */
function portOf({ host, container }: Port, { swarm }: Place): unknown {
  return swarm
    ? { target: container, published: host, protocol: 'tcp', mode: 'host' }
    : `127.0.0.1:${host}:${container}`
}

/** The long form: a folder that is missing is a mistake to be seen, not a folder of root to be made. */
function volumeOf({ host, container }: Volume, { pipeline, environment }: Place): Plain {
  return {
    type: 'bind',
    source: `\${${hostDirectoryVariable(pipeline)}:-${environment.dataDirectory}}/${host}`,
    target: container,
  }
}

function healthCheckOf({ command, interval, timeout, retries, startPeriod }: HealthCheck): Plain {
  return { test: ['CMD', ...command], interval, timeout, retries, start_period: startPeriod }
}

/** Two containers cannot share a port of the host or a folder: there the old one stops first. */
function swarmDeploy({ ports, volumes }: Service): Plain {
  const order = ports.length > 0 || volumes.length > 0 ? 'stop-first' : 'start-first'
  return {
    replicas: 1,
    update_config: { order, failure_action: 'rollback', monitor: '30s' },
    rollback_config: { order },
    restart_policy: { condition: 'any', delay: '5s' },
  }
}
