import { quote } from '../../2-resolve/match.ts'
import { maskedIn } from '../facts/masked.ts'
import type { Script } from '../facts/scripts.ts'
import type { Shell } from '../facts/shell.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/masked-failure',
  severity: 'warning',
  level: 'default',
  title: 'A check that cannot fail',
  what:
    'A command that tests, lints or builds is followed by `|| true`, `|| :`, `|| echo …` or `|| exit 0`, so that the step ' +
    'succeeds whatever it found. Commands that only look or clean up (`rm`, `grep`, `kill` …) may fail.',
  why: 'The step is green when the tests are red: nobody reads the log of a green step.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: yarn cypress:run || echo "some tests failed"
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: yarn cypress:run
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      const shell = script.shellWith(/\|\|/)
      if (shell) inScript(script, shell, report)
    }
  },
}

export default rule

function inScript(script: Script, shell: Shell, report: ReportFinding): void {
  for (const { left, right, hidden } of maskedIn(shell)) {
    report({
      span: script.spanOf({ pos: left.pos, end: right.end }),
      message: `${quote(script.textOf(hidden.node))} cannot fail here: what follows "||" always succeeds`,
      help: 'remove what follows "||"; to go on after a failure, give a later step "when: always"',
    })
  }
}
