import type { Command, Executor, Run, Step } from './config.ts'
import type { Script, Toolchain } from './pipeline.ts'

/** Fetches the sources. */
export const checkout: Step = { kind: 'checkout' }

/** The container that a toolchain's commands run in. */
export function containerOf(toolchain: Toolchain): Executor {
  return { name: toolchain.name, kind: 'docker', image: toolchain.image, resourceClass: toolchain.resourceClass }
}

/** A script as a step, in the folder of its sources. */
export function runIn(folder: string, script: Script): Run {
  return {
    kind: 'run',
    name: script.name,
    command: script.run,
    ...(folder === '.' ? {} : { workingDirectory: folder }),
    ...(script.timeout ? { timeout: script.timeout } : {}),
  }
}

/** The command `install-<subject>`: packages from the lockfile, the downloads kept from job to job. */
export function installCommand(subject: string, folder: string, toolchain: Toolchain): Command<never> {
  const lockfile = folder === '.' ? toolchain.lockfile : `${folder}/${toolchain.lockfile}`
  const prefix = `${subject}-v1-{{ arch }}-`
  const key = `${prefix}{{ checksum "${lockfile}" }}`
  return {
    name: `install-${subject}`,
    description: `Install what ${lockfile} names; the downloads are cached by its checksum.`,
    parameters: {},
    steps: [
      // A cache of another lockfile still saves most downloads, and the install takes no version from it.
      { kind: 'restoreCache', keys: [key, prefix] },
      runIn(folder, toolchain.install),
      { kind: 'saveCache', key, paths: toolchain.cachePaths },
    ],
  }
}
