import { walkExpression } from '../../3-expand/expression/parse.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/spoofable-condition',
  severity: 'warning',
  level: 'default',
  title: 'A decision on what anybody can write',
  what: 'A filter, a condition or a template compares the author, the committer or the message of a commit.',
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
  check: ({ expressions }, report) => {
    for (const { expr, spanOf } of expressions()) {
      walkExpression(expr, part => {
        if (part.kind !== 'compare') return
        for (const side of [part.left, part.right]) {
          if (side.kind !== 'name' || !/^pipeline\.git\.commit\.(author|committer)_/.test(side.name)) continue
          report({
            span: spanOf(side),
            message: `whoever makes a commit chooses "${side.name}": it proves nothing`,
            help: 'decide by the branch, and protect that in the repository',
          })
        }
      })
    }
  },
}

export default rule
