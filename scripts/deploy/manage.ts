import * as commands from './commands.ts'
import { exitCodes, Refusal } from './exit-codes.ts'
import { recordsIn } from './release.ts'
import type { Line, Server } from './ssh.ts'
import { saidAs } from './state.ts'
import type { Target } from './target.ts'

/** What can be asked of a server besides a deploy. */
export type Question =
  | { readonly kind: 'status' }
  | { readonly kind: 'releases' }
  | { readonly kind: 'logs'; readonly service?: string }
  | { readonly kind: 'unlock'; readonly reason: string; readonly who: string }

/** Asks every server, and says what it answered, line by line. */
export async function ask(target: Target, servers: readonly Server[], question: Question): Promise<readonly string[]> {
  const texts: string[] = []
  for (const server of servers) {
    const command = commandOf(target, question)
    const { code, lines, stderr } = await server.run(command)
    if (code !== 0) {
      const problem = saidAs(lines, 'problem').join('; ') || stderr.trim().split('\n').at(-1)
      throw new Refusal(exitCodes.refused, `${server.host}: ${problem}`)
    }
    texts.push(`${server.host}:`, ...answersTo[question.kind](lines).map(text => `  ${text}`))
  }
  return texts
}

function commandOf(target: Target, question: Question): commands.Command {
  const place = commands.placeOf(target, target.environment.engine === 'swarm' ? 'swarm' : 'v2')
  switch (question.kind) {
    case 'status':
    case 'releases':
      return commands.look(place, question.kind)
    case 'logs':
      return commands.logs(place, question.service ? [question.service] : target.services.map(({ name }) => name))
    case 'unlock':
      return commands.unlock(place, question.who, question.reason)
  }
}

const answersTo: Readonly<Record<Question['kind'], (lines: readonly Line[]) => readonly string[]>> = {
  status: lines => [
    `current release: ${saidAs(lines, 'current')[0] || 'none'}`,
    `lock: ${saidAs(lines, 'lock')[0] ?? 'free'}`,
    ...lines
      .filter(([kind]) => kind === 'running')
      .map(([, service, state, image]) => `${service}: ${state} (${image})`),
    ...saidAs(lines, 'audit').map((_, index) =>
      lines
        .filter(([kind]) => kind === 'audit')
        [index]!.slice(1)
        .join(' '),
    ),
  ],
  releases: lines => {
    const current = saidAs(lines, 'current')[0]
    const records = recordsIn(lines)
    const texts = records.map(
      ({ id, result, when, who }) => `${id === current ? '*' : ' '} ${id}  ${result}  ${when}  ${who}`,
    )
    return texts.length > 0 ? texts : ['none']
  },
  logs: lines =>
    lines.filter(([kind]) => kind === 'log').map(([, service, ...text]) => `${service} | ${text.join('\t')}`),
  unlock: lines => {
    const holder = saidAs(lines, 'unlocked')[0]
    return [holder ? `removed the lock of ${holder}` : 'was not locked']
  },
}
