import type { Script } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/repeated-script',
  severity: 'info',
  level: 'pedantic',
  title: 'The same script, pasted',
  what: 'A script of five lines or more stands twice in the config, or one of three lines three times. Aliases repeat nothing.',
  why: 'Somebody will mend one copy and not the others.',
  source: 'S10',
  bad: `version: 2.1
jobs:
  one: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: |
          cd web
          ./configure --with-tests
          make
          make check
          make install
  two:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: |
          cd web
          ./configure --with-tests
          make
          make check
          make install
      - run: ./report.sh
  three: *job
workflows:
  main:
    jobs: [one, two, three]
`,
  good: `version: 2.1
commands:
  make-web:
    steps:
      - run: |
          cd web
          ./configure --with-tests
          make
          make check
          make install
jobs:
  one: &job
    docker: [{ image: cimg/base:2024.11 }]
    steps: [make-web]
  two:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - make-web
      - run: ./report.sh
  three: *job
workflows:
  main:
    jobs: [one, two, three]
`,
  check: ({ scripts }, report) => {
    for (const copies of copiesOf(scripts())) {
      const [first, ...others] = copies
      const lines = first?.scalar.text.trim().split('\n').length ?? 0
      if (!first || others.length === 0 || lines < 3 || (lines < 5 && others.length < 2)) continue
      report({
        span: first.spanOf({ pos: 0, end: first.scalar.text.indexOf('\n') }),
        message: `this script of ${lines} lines stands ${copies.length} times in the config`,
        help: 'make a command of it, and use that',
        related: others.map(({ spanOf, scalar }) => ({
          message: 'again here',
          span: spanOf({ pos: 0, end: scalar.text.indexOf('\n') }),
        })),
      })
    }
  },
}

export default rule

/** Scripts of several lines by their text; what an alias repeats stands in one place. */
function copiesOf(scripts: readonly Script[]): readonly (readonly Script[])[] {
  const byText = new Map<string, Map<number, Script>>()
  for (const script of scripts) {
    const { text, span } = script.scalar
    if (!text.trim().includes('\n')) continue
    const known = byText.get(text.trim()) ?? new Map<number, Script>()
    byText.set(text.trim(), known.set(span.start, script))
  }
  return [...byText.values()].map(places => [...places.values()])
}
