import * as commands from './commands.ts'
import type { Target } from './target.ts'

/** What a deploy would say to each server, in order. Where a server's answer decides, Compose 2 is taken. */
export function dryRun(target: Target, { backup }: { backup: boolean }): readonly string[] {
  const place = commands.placeOf(target, target.environment.engine === 'swarm' ? 'swarm' : 'v2')
  const token = '<token>'
  const release = `<number>-${target.version}`
  const words = { token, release }
  const dump = backup ? commands.backup(place, target, release) : undefined
  const steps: readonly (readonly [number, commands.Command, string?])[] = [
    [2, commands.guard(place, { token, holder: '<who>', wait: 0 })],
    [3, commands.preflight(place, target), 'the checksums of the compose file and of the secrets'],
    [5, commands.stage(place, target, { token, json: '<release.json>' }), 'the compose file'],
    [5, commands.change(place, 'secrets', words), 'the secrets: [redacted]'],
    [6, commands.pull(place, release, 'ours'), 'the login to the registry: [redacted]'],
    ...(dump ? [[7, dump] as const] : []),
    [8, commands.change(place, 'start', words), 'the login to the registry: [redacted]'],
    [9, commands.health(place, release)],
    [11, commands.finish(place, { ...words, audit: '<what was done>' }), 'release.json'],
  ]
  return target.environment.hosts.flatMap(host =>
    steps.flatMap(([number, command, input]) => [
      `# step ${number}${input ? `; stdin: ${input}` : ''}${number === 2 ? '; step 4 and the end are words to it' : ''}`,
      commands.printedLine({ host, socket: '' }, command),
    ]),
  )
}
