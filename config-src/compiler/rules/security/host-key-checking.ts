import { within } from '../../1-parse/within.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { isComment } from '../facts/comments.ts'
import { environmentsOf } from '../facts/environments.ts'
import { walkScalars } from '../facts/mentions.ts'
import { outputOf } from '../facts/output.ts'
import type { Script } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/host-key-checking',
  severity: 'warning',
  level: 'default',
  title: 'ssh that takes any server for the right one',
  what: 'A script switches the check of host keys off: `-o StrictHostKeyChecking=no`, the same in a file, or in a variable such as `GIT_SSH_COMMAND`.',
  why: 'Whoever stands between the job and the server can be the server: they get the code, the secrets, and the commands.',
  source: '[ssh_config](https://man.openbsd.org/ssh_config#StrictHostKeyChecking)',
  bad: `version: 2.1
jobs:
  sync:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ssh -o StrictHostKeyChecking=no user@example.com uptime
workflows:
  main:
    jobs: [sync]
`,
  good: `version: 2.1
jobs:
  sync:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: |
          printf '%s\\n' "$SSH_KNOWN_HOSTS" >> ~/.ssh/known_hosts
          ssh user@example.com uptime
workflows:
  main:
    jobs: [sync]
`,
  check: (facts, report) => {
    const tell = (span: Span) =>
      report({
        span,
        message: 'ssh does not check here whether it speaks to the right server',
        help: "put the server's host key lines into a context, and write them to ~/.ssh/known_hosts",
      })
    for (const script of facts.scripts()) {
      for (const { 0: found, index } of script.scalar.text.matchAll(off)) {
        if (isComment(script, index) || isOnlyText(script, index)) continue
        tell(script.spanOf({ pos: index, end: index + found.length }))
      }
    }
    for (const environment of facts.ask(environmentsOf)) {
      walkScalars(environment, scalar => {
        for (const { 0: found, index } of scalar.text.matchAll(off)) tell(within(scalar, index, index + found.length))
      })
    }
  },
}

export default rule

/** Options, lines of a configuration, variables: it is the same word in each, and means the same. */
const off = /StrictHostKeyChecking[ =\t]+["']?(no|off)\b/gi

/** Whether the text is only printed to the log, or searched for. */
function isOnlyText({ shell }: Script, at: number): boolean {
  const command = shell()?.commands.findLast(({ node }) => node.pos <= at && at < node.end)
  if (!command) return false
  if (/^[ef]?grep$/.test(command.name)) return true
  const { file, through, isTaken } = outputOf(command)
  return /^(echo|printf)$/.test(command.name) && file === undefined && through.length === 0 && !isTaken
}
