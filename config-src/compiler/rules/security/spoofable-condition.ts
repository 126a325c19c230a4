import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { walkExpression } from '../../3-expand/expression/parse.ts'
import { operatorOf } from '../../3-expand/logic/check.ts'
import type { Related, Span } from '../../diagnostics/diagnostic.ts'
import { taintsIn, valuesIn } from '../facts/taint.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/spoofable-condition',
  severity: 'warning',
  level: 'default',
  title: 'A decision on what anybody can write',
  what: 'A filter, a condition or a template compares the author, the committer or, as an `info`, the message of a commit.',
  why: 'Whoever makes a commit writes these as they like: `git commit --author`, or the right words in the message.',
  source: 'S20.1',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { filters: pipeline.git.commit.author_login == "renovate" }
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [checkout]
workflows:
  main:
    jobs:
      - test: { filters: pipeline.git.branch == "main" }
`,
  check: (facts, report) => {
    for (const { expr, spanOf } of facts.expressions()) {
      walkExpression(expr, part => {
        for (const side of part.kind === 'compare' ? [part.left, part.right] : [])
          if (side.kind === 'name' && spoofable.test(side.name)) report(findingOf(side.name, spanOf(side), []))
      })
    }
    for (const { condition } of facts.config.workflows) {
      const names = condition ? operandsIn(condition.node).flatMap(valuesIn) : []
      for (const { name, span } of names) if (spoofable.test(name)) report(findingOf(name, span, []))
    }
    for (const { name, body, owner } of facts.steps()) {
      const condition = name === 'when' || name === 'unless' ? get(body, 'condition') : undefined
      const values = condition ? operandsIn(condition).flatMap(node => taintsIn(node, owner, facts)) : []
      for (const { source, mention, path } of values)
        if (spoofable.test(source)) report(findingOf(source, mention.span, path))
    }
  },
}

export default rule

const spoofable =
  /^pipeline\.(git\.commit\.(author_|committer_|subject$|body$)|trigger_parameters\.\w+\.commit_(author_|title$|message$))/

/** What a logic statement compares: the operands of `equal` and `matches` in it. */
function operandsIn(node: Node): readonly Node[] {
  const operator = operatorOf(node)
  if (!operator) return []
  const { key, value } = operator
  if (key === 'equal') return value.kind === 'seq' ? value.items : []
  if (key === 'matches') return [get(value, 'value') ?? value]
  return value.kind === 'seq' ? value.items.flatMap(operandsIn) : operandsIn(value)
}

/** A message is often meant to decide, by those who write it; an author is meant to be known. */
function findingOf(name: string, span: Span, related: readonly Related[]): Finding {
  return {
    span,
    message: `whoever makes a commit chooses "${name}": it proves nothing`,
    help: 'decide by the branch, and protect that in the repository',
    severity: /(subject|body|title|message)$/.test(name) ? 'info' : 'warning',
    related,
  }
}
