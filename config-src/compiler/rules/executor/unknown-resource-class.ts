import { quote } from '../../2-resolve/match.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { hostsOf, isRunner } from '../facts/hosts.ts'
import { type Kind, offersOf, resourceClasses } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

const called: Readonly<Record<Kind, string>> = {
  docker: 'docker',
  linux: 'a Linux machine',
  windows: 'a Windows machine',
  macos: 'macOS',
}

const rule: Rule = {
  id: 'executor/unknown-resource-class',
  severity: 'warning',
  level: 'default',
  title: 'A resource class that is not offered',
  what:
    `A \`resource_class\` that CircleCI did not have on ${offersOf} for what the job runs on: docker, machine or macOS. ` +
    'Classes of self-hosted runners (`org/name`) are left alone, and so is CircleCI server, which has other ones.',
  why: 'The job is not started.',
  source: 'S9.16',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    resource_class: larg
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    resource_class: large
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    for (const { kind, resourceClass } of facts.ask(hostsOf)) {
      const known = resourceClasses[kind]
      if (!resourceClass || isRunner(resourceClass) || known.includes(resourceClass.text)) continue
      // An image and a class of two systems are the business of executor/image-class-mismatch.
      if (kind === 'linux' && resourceClass.text.startsWith('windows.')) continue
      if (kind === 'windows' && resourceClasses.linux.includes(resourceClass.text)) continue
      const near = suggest(resourceClass.text, known)
      report({
        span: resourceClass.span,
        message: `${quote(resourceClass.text)} is no resource class of ${called[kind]} (as of ${offersOf})`,
        help: near ? `did you mean "${near}"?` : `there are ${known.filter(name => !name.includes('.gen')).join(', ')}`,
      })
    }
  },
}

export default rule
