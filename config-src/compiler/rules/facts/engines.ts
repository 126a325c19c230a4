import type { ShellCommand } from './shell.ts'

/** What a command asks docker or podman to do. */
export interface EngineCall {
  /** What it is about: `compose`, `service`, `stack`, `image` or `container`, which is also what stands for nothing said. */
  readonly about: string
  /** `down` in `docker compose -f web.yml down --volumes`. */
  readonly verb: string
  /** The words after the verb. */
  readonly words: readonly string[]
}

const topics = new Set(['compose', 'container', 'image', 'service', 'stack'])

/** Options before the verb that take the next word as their value. */
const valued =
  /^(-H|-c|-l|-f|-p|--(host|context|config|log-level|file|project-name|profile|env-file|project-directory|parallel|ansi|progress|url|connection))$/

/** Reads a command as one of docker, podman or their compose; undefined where it is none. */
export function engineCallOf({ name, words }: Pick<ShellCommand, 'name' | 'words'>): EngineCall | undefined {
  if (!/^(docker|podman)(-compose)?$/.test(name)) return undefined
  const [first = '', ...others] = behindOptions(words)
  if (name.endsWith('-compose')) return { about: 'compose', verb: first, words: others }
  if (!topics.has(first)) return { about: 'container', verb: first, words: others }
  const [verb = '', ...rest] = behindOptions(others)
  return { about: first, verb, words: rest }
}

function behindOptions(words: readonly string[]): readonly string[] {
  let at = 0
  while (words[at]?.startsWith('-')) at += valued.test(words[at] ?? '') ? 2 : 1
  return words.slice(at)
}
