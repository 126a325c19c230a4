import { quote } from '../../2-resolve/match.ts'
import { hostsOf } from '../facts/hosts.ts'
import { resourceClasses } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'executor/image-class-mismatch',
  severity: 'error',
  level: 'default',
  title: 'An image and a resource class of two systems',
  what: 'A Windows image with a class for Linux machines, or a Linux image with a class for Windows machines.',
  why: 'No machine is both: the job is not started.',
  source: 'S9.16',
  bad: `version: 2.1
jobs:
  build:
    machine: { image: windows-server-2022-gui:2024.04.1 }
    resource_class: medium
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: { image: windows-server-2022-gui:2024.04.1 }
    resource_class: windows.medium
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { kind, image, resourceClass } of facts.ask(hostsOf)) {
      if (!image || !resourceClass || (kind !== 'linux' && kind !== 'windows')) continue
      const name = resourceClass.text
      const isLinuxClass = resourceClasses.linux.includes(name)
      const isWrong = kind === 'windows' ? isLinuxClass : name.startsWith('windows.')
      if (!isWrong) continue
      const system = kind === 'windows' ? 'Windows' : 'Linux'
      // The orb for Windows has used the plain sizes too, so they are not certainly refused (S9.16).
      const isPlain = kind === 'windows' && resourceClasses.windows.includes(name)
      report({
        span: resourceClass.span,
        ...(isPlain ? { severity: 'warning' } : {}),
        message: `${quote(name)} is no class for the ${system} image ${quote(image.text)}`,
        help: kind === 'windows' ? 'use windows.medium or a larger one' : 'use medium or a larger one',
        related: [{ message: 'the image', span: image.span }],
      })
    }
  },
}

export default rule
