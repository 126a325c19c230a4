import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/root-login',
  severity: 'warning',
  level: 'default',
  title: 'A pipeline that logs in as root',
  what: 'A script runs `ssh`, `scp`, `rsync` or `sftp` as `root@…` or with `-l root`.',
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
      for (const { name, node } of script.shell()?.commands ?? []) {
        if (!/^(ssh|scp|rsync|sftp)$/.test(name)) continue
        const words = node.suffix.flatMap(word => (word.type === 'Word' ? [word] : []))
        const root = words.find(
          ({ value }, i) => /^root@/.test(value) || (value === 'root' && words[i - 1]?.value === '-l'),
        )
        if (!root) continue
        report({
          span: script.spanOf(root),
          message: `${name} logs in as root`,
          help: 'make a user for deployments, who may do only what a deployment does',
        })
      }
    }
  },
}

export default rule
