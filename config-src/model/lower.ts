import sdk from '@circleci/circleci-config-sdk'
import type { Command, Config, Entry, Executor, Job, Parameter, Step } from './config.ts'
import { configInOrder, type Plain } from './order.ts'
import { partsOf } from './parts.ts'

const { commands: native, executors, parameters: lists, reusable, workflow: flows } = sdk

type NativeStep = NonNullable<ConstructorParameters<typeof sdk.Job>[2]>[number]

/** Turns a configuration in our words into the plain object that is printed as YAML, its keys in a fixed order. */
export function lower(config: Config): Plain {
  const { executors: places, commands, jobs } = partsOf(config)
  const generated = new sdk.Config(
    config.setup,
    jobs.map(jobOf),
    config.workflows.map(({ name, entries }) => new sdk.Workflow(name, entries.map(entryOf))),
    places.map(executorOf),
    commands.map(commandOf),
    parametersOf(config.parameters),
  ).generate() as unknown as Generated
  return configInOrder(withWhatTheSdkCannotSay(generated, config))
}

/** The parts of the SDK's output that are patched. */
interface Generated extends Plain {
  readonly jobs: Readonly<Record<string, Plain>>
  readonly workflows: Readonly<Record<string, { readonly jobs: readonly Readonly<Record<string, Plain>>[] }>>
}

function executorOf(executor: Executor) {
  const { name, kind, image, resourceClass } = executor
  const place =
    kind === 'docker'
      ? new executors.DockerExecutor(image, resourceClass)
      : new executors.MachineExecutor(resourceClass as 'medium', image)
  return new reusable.ReusableExecutor(name, place)
}

function parametersOf(parameters: Readonly<Record<string, Parameter>>) {
  const known = Object.entries(parameters)
  if (known.length === 0) return undefined
  return new lists.CustomParametersList(
    known.map(([name, it]) => new lists.CustomParameter(name, it.type, it.default, it.description)),
  )
}

function commandOf(command: Command) {
  const { name, steps, parameters, description } = command
  return new reusable.ReusableCommand(name, steps.map(stepOf), parametersOf(parameters), description)
}

function jobOf(job: Job) {
  const properties = job.environment ? { environment: { ...job.environment } } : {}
  return new sdk.Job(job.name, executorOf(job.executor).reuse(), job.steps.map(stepOf), properties)
}

function stepOf(step: Step): NativeStep {
  switch (step.kind) {
    case 'checkout':
      return new native.Checkout()
    case 'run': {
      const { name, command, environment, workingDirectory, timeout } = step
      return new native.Run({
        name,
        command,
        ...(environment ? { environment: { ...environment } } : {}),
        ...(workingDirectory ? { working_directory: workingDirectory } : {}),
        ...(timeout ? { no_output_timeout: timeout } : {}),
      })
    }
    case 'restoreCache':
      return new native.cache.Restore({ keys: [...step.keys] })
    case 'saveCache':
      return new native.cache.Save({ key: step.key, paths: [...step.paths] })
    case 'storeTestResults':
      return new native.StoreTestResults({ path: step.path })
    case 'storeArtifacts':
      return new native.StoreArtifacts({
        path: step.path,
        ...(step.destination ? { destination: step.destination } : {}),
      })
    case 'addSshKeys':
      return new native.AddSSHKeys({ fingerprints: [...step.fingerprints] })
    case 'call':
      return commandOf(step.command).toReused(Object.keys(step.with).length > 0 ? { ...step.with } : undefined)
  }
}

function entryOf(entry: Entry) {
  const rest = {
    ...(entry.requires.length > 0 ? { requires: entry.requires.map(({ name }) => name) } : {}),
    ...(entry.contexts ? { context: [...entry.contexts] } : {}),
  }
  if (!entry.job) return new flows.WorkflowJobApproval(entry.name, rest)
  return new flows.WorkflowJob(jobOf(entry.job), entry.name === entry.job.name ? rest : { ...rest, name: entry.name })
}

/** Adds expressions and serial groups, and takes back what nobody asked for. */
function withWhatTheSdkCannotSay(generated: Generated, config: Config): Plain {
  const { setup, jobs, workflows, ...others } = generated
  return {
    ...others,
    ...(setup === true ? { setup } : {}),
    // The SDK knows no short form, and an executor without arguments reads best as its name.
    jobs: mapValues(jobs, job => ({ ...job, executor: (job.executor as { name: string }).name })),
    workflows: Object.fromEntries(
      config.workflows.map(({ name, entries }) => [name, { jobs: entries.map(patched(name)) }]),
    ),
  }

  function patched(workflow: string) {
    return (entry: Entry, index: number) => {
      const item = workflows[workflow]?.jobs[index]
      const key = entry.job?.name ?? entry.name
      // An entry without keys is a plain string in the SDK's output.
      const known = typeof item === 'object' ? item[key] : {}
      const serial = entry.serialGroup ? { 'serial-group': entry.serialGroup } : {}
      return { [key]: { ...known, ...serial, filters: entry.filters } }
    }
  }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}
