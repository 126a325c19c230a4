import type { Command } from 'commander'
import { suggest } from '../../config-src/compiler/diagnostics/suggest.ts'
import { explain, idsOf, rulesPage } from '../../config-src/compiler/rules/explain.ts'
import { rules } from '../../config-src/compiler/rules/list.ts'
import type { Io } from '../io.ts'
import { exit, UsageError } from './exit.ts'
import type { Run } from './main.ts'

const examples = `
Examples:
  npm run -s circlec -- explain shell/masked-failure
  npm run -s circlec -- explain
  npm run -s circlec -- explain --page > generated/rules.md`

/** Defines `circlec explain`. */
export function define(command: Command, run: Run): void {
  command
    .description('Say what a complaint means, why it matters, and how a config looks with it and without it.')
    .option('--page', 'print the page of all rules, generated/rules.md')
    .argument('[id]', 'the id in brackets behind a complaint; without one, all ids are listed')
    .addHelpText('after', examples)
    .action((id: string | undefined, { page }: { page?: boolean }) =>
      run(io => (page ? printPage(io) : explainId(id, io))),
    )
}

async function printPage(io: Io): Promise<number> {
  io.out(rulesPage(rules))
  return exit.clean
}

async function explainId(id: string | undefined, io: Io): Promise<number> {
  const ids = idsOf(rules)
  if (id === undefined) {
    io.out(`${ids.join('\n')}\n`)
    return exit.clean
  }
  const text = explain(id, rules)
  if (text === undefined) {
    const near = suggest(id, ids)
    throw new UsageError(`there is no rule "${id}"${near ? `: did you mean "${near}"?` : ''}`)
  }
  io.out(`${id}\n\n${text}`)
  return exit.clean
}
