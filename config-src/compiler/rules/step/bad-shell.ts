import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { isUnknown, stepsNamed } from '../facts/flow.ts'
import { isRunner } from '../facts/hosts.ts'
import type { JobUse } from '../facts/jobs.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'step/bad-shell',
  severity: 'warning',
  level: 'default',
  title: 'A shell of Windows elsewhere',
  what: '`shell: powershell.exe` or `cmd.exe` for steps of a job that runs in docker, on a Linux machine or on macOS.',
  why: 'There is no such program: the step fails. PowerShell for other systems is called `pwsh`.',
  source: 'S9.8',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: { command: Get-ChildItem, shell: powershell.exe }
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps:
      - run: { command: ls, shell: bash -eo pipefail }
workflows:
  main:
    jobs: [build]
`,
  check: ({ jobs }, report) => {
    for (const job of jobs()) {
      if (!isElsewhere(job)) continue
      const shells = [get(job.job?.body, 'shell'), ...stepsNamed(job, 'run').map(({ body }) => get(body, 'shell'))]
      for (const shell of shells) {
        const first = firstOf(shell)
        if (!first || !/^(powershell|cmd)(\.exe)?(\s|$)/i.test(first.text)) continue
        report({
          span: first.span,
          message: `${quote(first.text)} is a shell of Windows, and job ${quote(job.entry.name)} does not run there`,
          help: 'write bash, or pwsh where it is installed',
        })
      }
    }
  },
}

export default rule

function isElsewhere(job: JobUse): boolean {
  const body = job.job?.body
  const machine = get(body, 'machine')
  const image = machine?.kind === 'map' ? get(machine, 'image') : machine
  const resourceClass = get(body, 'resource_class')
  if (isUnknown(job) || (resourceClass?.kind === 'scalar' && isRunner(resourceClass))) return false
  if (get(body, 'docker') || get(body, 'macos')) return true
  return image?.kind === 'scalar' && /^(ubuntu|android|linux)/.test(image.text)
}

function firstOf(node: Node | undefined): ScalarNode | undefined {
  const first = node?.kind === 'seq' ? node.items[0] : node
  return first?.kind === 'scalar' ? first : undefined
}
