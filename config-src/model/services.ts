import { isBelow, isFloating } from './forms.ts'
import { Mistake } from './mistake.ts'
import type { Pipeline, Secret, Service, Value } from './pipeline.ts'

/** Throws a Mistake when a service could not run beside the others, or would give a secret away. */
export function checkServices(pipeline: Pipeline): void {
  const ports = new Map<number, Service>()
  const folders = new Map<string, Service>()
  for (const [index, service] of pipeline.services.entries()) {
    const where = `service "${service.name}"`
    checkImage(pipeline, service, where)
    for (const port of service.ports) {
      for (const number of [port.host, port.container]) {
        if (!Number.isInteger(number) || number < 1 || number > 65535)
          throw new Mistake(`${where}: ${number} is not a port`)
      }
      const other = ports.get(port.host)
      if (other) throw new Mistake(`${where}: port ${port.host} of the host is already that of service "${other.name}"`)
      ports.set(port.host, service)
    }
    for (const volume of service.volumes) {
      if (!isBelow(volume.host)) {
        throw new Mistake(`${where}: its volume "${volume.host}" is outside the data directory; name a folder below it`)
      }
      const other = folders.get(volume.host)
      if (other) throw new Mistake(`${where}: its volume "${volume.host}" is already that of service "${other.name}"`)
      folders.set(volume.host, service)
    }
    for (const needed of service.dependsOn) {
      if (!pipeline.services.slice(0, index).includes(needed)) {
        throw new Mistake(`${where}: it waits for "${needed.name}", which is not a service before it in the list`)
      }
    }
    for (const [variable, value] of Object.entries(service.environment))
      checkValue(pipeline, { where, variable, value })
  }
}

function checkImage(pipeline: Pipeline, { image }: Service, where: string): void {
  if (typeof image === 'string') {
    if (isFloating(image)) throw new Mistake(`${where}: its image "${image}" is not an exact tag`)
  } else if (!pipeline.images.includes(image)) {
    throw new Mistake(`${where}: its image "${image.name}" is not one of the images of the pipeline`)
  }
}

function checkValue(
  { environments }: Pipeline,
  { where, variable, value }: { where: string; variable: string; value: Value },
): void {
  if (typeof value === 'string') {
    if (
      isSecretName(
        variable,
        environments.flatMap(({ context }) => context.secrets),
      )
    ) {
      throw new Mistake(`${where}: ${variable} is a secret and stands there as text; let it be { secret: … }`)
    }
    if (value.includes('$')) throw new Mistake(`${where}: ${variable} holds a "$", which Compose would replace`)
  } else if ('secret' in value) {
    const without = environments.find(({ context }) => !context.secrets.includes(value.secret))
    if (without) {
      throw new Mistake(
        `${where}: ${variable} needs the secret ${value.secret.name}, which context "${without.context.name}" of environment "${without.name}" does not supply`,
      )
    }
  }
}

function isSecretName(variable: string, secrets: readonly Secret[]): boolean {
  return (
    secrets.some(({ name }) => name === variable) ||
    /(^|_)(PASSWORD|PASSWD|SECRET|TOKEN|KEY|CREDENTIALS?)$/.test(variable)
  )
}
