import { getEntry } from '../../1-parse/build.ts'
import { matchesAny } from '../glob.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'policy/forbidden-orb',
  severity: 'error',
  level: 'default',
  title: 'An orb that the project does not want',
  what: 'An orb is named by `forbidden-orbs` in `circlec.yml`, or not named by `allowed-orbs`. Without these nothing is reported.',
  why: 'The code of an orb runs with the secrets of the job: somebody has decided whose code that may be.',
  source: 'S19.14',
  settings: 'allowed-orbs: [acme/*]\n',
  bad: `version: 2.1
orbs:
  tools: { commands: { note: { steps: [{ run: echo note }] } } }
  other: somebody/other@1.2.3
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout, tools/note, other/scan]
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
orbs:
  tools: { commands: { note: { steps: [{ run: echo note }] } } }
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout, tools/note]
workflows:
  main:
    jobs: [test]
`,
  check: ({ document, settings: { allowedOrbs, forbiddenOrbs } }, report) => {
    const orbs = getEntry(document.root, 'orbs')?.value
    for (const { value } of orbs?.kind === 'map' ? orbs.entries : []) {
      if (value.kind !== 'scalar' || value.templated) continue
      const name = value.text.replace(/@[^@]*$/, '')
      const isForbidden = matchesAny(name, forbiddenOrbs)
      if (!isForbidden && (!allowedOrbs || matchesAny(name, allowedOrbs))) continue
      const which = isForbidden ? '"forbidden-orbs" names it' : `"allowed-orbs" names only ${allowedOrbs?.join(', ')}`
      report({ span: value.span, message: `the orb "${name}" is not wanted here: ${which} in circlec.yml` })
    }
  },
}

export default rule
