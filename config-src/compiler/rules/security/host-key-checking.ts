import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/host-key-checking',
  severity: 'warning',
  level: 'default',
  title: 'ssh that takes any server for the right one',
  what: 'A script switches the check of host keys off: `-o StrictHostKeyChecking=no`, the same in a file, or `GIT_SSH_COMMAND`.',
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
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      // Options, lines of a configuration, variables: it is the same word in each, and means the same.
      for (const { 0: found, index } of script.scalar.text.matchAll(/StrictHostKeyChecking[ =\t]+"?(no|off)\b/gi)) {
        if (isComment(script.scalar.text, index)) continue
        report({
          span: script.spanOf({ pos: index, end: index + found.length }),
          message: 'ssh does not check here whether it speaks to the right server',
          help: "put the server's host key lines into a context, and write them to ~/.ssh/known_hosts",
        })
      }
    }
  },
}

export default rule

function isComment(text: string, at: number): boolean {
  return /(^|\s)#/.test(text.slice(text.lastIndexOf('\n', at) + 1, at))
}
