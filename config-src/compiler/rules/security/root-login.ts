import { hostAt, type ShellCommand, type Word } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/root-login',
  severity: 'warning',
  level: 'default',
  title: 'A pipeline that logs in as root',
  what: 'A script runs `ssh`, `scp`, `rsync` or `sftp` as `root@…` or with `-l root`. What the server is told to run is left alone.',
  why: 'Whatever goes wrong in the job, or in its dependencies, can then do anything on that server.',
  source: 'policy',
  bad: `version: 2.1
jobs:
  sync:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ssh root@example.com systemctl restart web
workflows:
  main:
    jobs: [sync]
`,
  good: `version: 2.1
jobs:
  sync:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ssh web@example.com sudo systemctl restart web
workflows:
  main:
    jobs: [sync]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      for (const command of script.shellWith(/root/)?.commands ?? []) {
        const { tool, args } = loginOf(command)
        const root = args.find(({ value }, i) => isRoot(value, args[i - 1]?.value))
        if (!root) continue
        report({
          span: script.spanOf(root),
          message: `${tool} logs in as root`,
          help: 'make a user for deployments, who may do only what a deployment does',
        })
      }
    }
  },
}

export default rule

const tools = /^(ssh|scp|rsync|sftp)$/

/** The tool that logs in, and its words up to the host: what follows is for the server to run. */
function loginOf({ name, words, node }: ShellCommand): { readonly tool: string; readonly args: readonly Word[] } {
  const all = node.suffix.flatMap(word => (word.type === 'Word' ? [word] : []))
  const args = words.length > 0 ? all.slice(-words.length) : []
  if (/^(sshpass|timeout|autossh)$/.test(name)) {
    const at = words.findIndex(word => tools.test(word))
    return at < 0 ? { tool: name, args: [] } : upToHost(words[at] ?? '', args.slice(at + 1))
  }
  return tools.test(name) ? upToHost(name, args) : { tool: name, args: [] }
}

function upToHost(tool: string, args: readonly Word[]): { readonly tool: string; readonly args: readonly Word[] } {
  if (tool !== 'ssh') return { tool, args }
  return { tool, args: args.slice(0, hostAt(args.map(({ value }) => value)) + 1) }
}

function isRoot(word: string, before: string | undefined): boolean {
  if (/^((ssh|sftp|scp):\/\/)?root@/.test(word) || /^(-o)?User[= ]root$/i.test(word) || word === '-lroot') return true
  // The shell of rsync is one word: rsync -e 'ssh -l root'.
  return (word === 'root' && before === '-l') || /^(--rsh=)?ssh .*-l *root\b/.test(word)
}
