import { Command, CommanderError } from 'commander'
import type { Io } from '../io.ts'
import { compiler } from './compiler.ts'
import { genConfig } from './gen-config.ts'
import { parseSection } from './parse.ts'
import { plan } from './plan.ts'
import { rulesSection } from './rules.ts'
import type { Section } from './section.ts'
import { wholeProcess } from './whole-process.ts'

/** Everything that is measured, in the order of a full run. A new section is a file and a line here. */
const sections: readonly Section[] = [parseSection, compiler, plan, rulesSection, wholeProcess, genConfig]

/** `npm run bench`: measures, and exits 1 when a goal was missed. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  const command = new Command('npm run bench --')
    .description('Measure what has a goal. Close other programs first.')
    .argument(
      '[sections...]',
      `what to measure: ${sections.map(({ name }) => name).join(', ')}; everything when missing`,
    )
    .configureOutput({ writeOut: io.out, writeErr: io.err, getOutHasColors: () => io.colour })
    .exitOverride()
  try {
    command.parse(argv, { from: 'user' })
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
  const unknown = command.args.filter(name => !sections.some(section => section.name === name))
  if (unknown.length > 0) {
    io.err(`bench: there is no section "${unknown[0]}"; there are ${sections.map(({ name }) => name).join(', ')}\n`)
    return 2
  }
  let missed = 0
  for (const section of sections) {
    if (command.args.length > 0 && !command.args.includes(section.name)) continue
    io.out(`${section.title}\n`)
    const { lines, reached } = await section.measure()
    io.out(`${lines.map(line => `  ${line}`).join('\n')}\n  ${reached ? 'goal reached' : 'goal missed'}\n\n`)
    if (!reached) missed++
  }
  return missed === 0 ? 0 : 1
}
