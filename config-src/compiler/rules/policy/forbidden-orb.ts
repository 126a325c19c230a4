import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { matchesAny } from '../glob.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'policy/forbidden-orb',
  severity: 'error',
  level: 'default',
  title: 'An orb that the project does not want',
  what:
    'An orb is named by `forbidden-orbs` in `circlec.yml`, or not named by `allowed-orbs`: `acme/tool`, `acme/*`, or with a ' +
    'version, `acme/tool@1.*`. Orbs that inline orbs import count too. Without these settings nothing is reported.',
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
    for (const { text, span } of referencesIn(document.root)) {
      const name = text.replace(/@[^@]*$/, '')
      const fits = (patterns: readonly string[]) => matchesAny(name, patterns) || matchesAny(text, patterns)
      const isForbidden = fits(forbiddenOrbs)
      if (!isForbidden && (!allowedOrbs || fits(allowedOrbs))) continue
      const which = isForbidden ? '"forbidden-orbs" names it' : `"allowed-orbs" names ${only(allowedOrbs)}`
      report({ span, message: `the orb "${text}" is not wanted here: ${which} in circlec.yml` })
    }
  },
}

export default rule

/** The orbs that a config or an inline orb imports, and those that its inline orbs import. A template may give the version only. */
function referencesIn(node: Node): readonly ScalarNode[] {
  const orbs = get(node, 'orbs')
  return (orbs?.kind === 'map' ? orbs.entries : []).flatMap(({ value }): readonly ScalarNode[] => {
    if (value.kind === 'map') return referencesIn(value)
    return value.kind === 'scalar' && !/^[^@]*<</.test(value.text) ? [value] : []
  })
}

function only(patterns: readonly string[] = []): string {
  return patterns.length > 0 ? `only ${patterns.join(', ')}` : 'none'
}
