import { contextsOf } from '../facts/deploys.ts'
import { orbsOf } from '../facts/orbs.ts'
import { matchesAny } from '../glob.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/context-on-orb-job',
  severity: 'info',
  level: 'pedantic',
  title: 'Secrets for a job that somebody else wrote',
  what:
    'A job of an orb gets a context, and the orb is neither of the namespace `circleci` nor one that `allowed-orbs` in ' +
    '`circlec.yml` names.',
  why: 'What such a job does with the secrets is decided by whoever publishes the orb.',
  source: 'S8.15, S18.7',
  bad: `version: 2.1
orbs:
  notify: someone/notify@1.4.2
workflows:
  main:
    jobs:
      - notify/send: { context: mail }
`,
  good: `version: 2.1
orbs:
  notify: someone/notify@1.4.2
jobs:
  send:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: ./send.sh
workflows:
  main:
    jobs:
      - notify/render
      - send: { context: mail }
`,
  check: ({ jobs, settings, ask }, report) => {
    const foreign = ask(orbsOf).filter(
      ({ name }) => !name.startsWith('circleci/') && !matchesAny(name, settings.allowedOrbs ?? []),
    )
    for (const use of jobs()) {
      const orb = foreign.find(({ alias }) => use.entry.reference.startsWith(`${alias}/`))
      const [context] = contextsOf(use)
      if (!orb || !context) continue
      report({
        span: context.node.span,
        message: `"${use.entry.name}" is a job of the orb ${orb.name}, and gets the secrets of "${context.name}"`,
        help: 'read what the job does with them, then list the orb under "allowed-orbs" in circlec.yml; or write the job yourself',
        related: [{ message: 'the orb', span: orb.node.span }],
      })
    }
  },
}

export default rule
