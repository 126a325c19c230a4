import type { Span } from '../../diagnostics/diagnostic.ts'
import type { Script } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'shell/repeated-script',
  severity: 'info',
  level: 'pedantic',
  title: 'The same script, pasted',
  what: 'A script of five lines or more stands twice in the config, or one of three lines three times; empty lines do not count. Aliases repeat nothing.',
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
    for (const [text, copies] of copiesOf(scripts())) {
      const [first, ...others] = copies
      const lines = linesOf(text).filter(line => line !== '').length
      if (!first || others.length === 0 || lines < 3 || (lines < 5 && others.length < 2)) continue
      report({
        span: firstLineOf(first),
        message: `this script of ${lines} lines stands ${copies.length} times in the config`,
        help: 'make a command of it, and use that',
        related: others.map(other => ({ message: 'again here', span: firstLineOf(other) })),
      })
    }
  },
}

export default rule

function linesOf(text: string): readonly string[] {
  return text.split('\n').map(line => line.trimEnd())
}

function firstLineOf({ scalar: { text }, spanOf }: Script): Span {
  const pos = text.search(/\S/)
  return spanOf({ pos, end: text.indexOf('\n', pos) })
}

/** Scripts of several lines by their text, whatever blanks end a line; what an alias repeats stands in one place. */
function copiesOf(scripts: readonly Script[]): readonly (readonly [text: string, copies: readonly Script[]])[] {
  const byText = new Map<string, Map<number, Script>>()
  for (const script of scripts) {
    const text = linesOf(script.scalar.text.trim()).join('\n')
    if (!text.includes('\n')) continue
    const known = byText.get(text) ?? new Map<number, Script>()
    byText.set(text, known.set(script.scalar.span.start, script))
  }
  return [...byText].map(([text, places]) => [text, [...places.values()]])
}
