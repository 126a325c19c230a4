import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { parseExpression } from '../../3-expand/expression/parse.ts'
import { type Condition, type Constant, conditionsOf, constantsIn } from '../facts/conditions.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'expr/constant-condition',
  severity: 'warning',
  level: 'default',
  title: 'A condition that asks for nothing',
  what:
    'A part of a `when`, `unless` or `condition` that depends on nothing: a text with `<< >>` in it (never empty, so true), a ' +
    'variable of the shell, the name of a pipeline value without `<< >>` in a logic statement, values that are always equal or ' +
    'never. What somebody switched off with `false` is left alone.',
  why: 'It looks like a question and is none: the steps run always, or never, on every branch.',
  source: 'S6.3, S6.10, S6.11, S6.14, S6.15, S25.4',
  bad: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [{ run: ./deploy.sh --wait }]
workflows:
  main:
    when: << pipeline.git.branch >> == "main"
    jobs: [deploy]
`,
  good: `version: 2.1
jobs:
  deploy:
    docker: [{ image: cimg/base:2024.11 }]
    steps: [{ run: ./deploy.sh --wait }]
workflows:
  main:
    when: pipeline.git.branch == "main"
    jobs: [deploy]
`,
  check: (facts, report) => {
    for (const condition of facts.ask(conditionsOf))
      for (const constant of constantsIn(condition, facts)) report(findingOf(constant, condition))
  },
}

export default rule

function findingOf({ node, holds, why }: Constant, { where }: Condition): Finding {
  const { span } = node
  const text = textOf(node)
  switch (why) {
    case 'text':
      return {
        span,
        message:
          'this is a text, and never empty, so it always holds: what << >> stands for is put into it, and nothing is compared',
        help: where === 'workflow' ? expressionFor(text) : 'write a logic statement: equal: [VALUE, << NAME >>]',
      }
    case 'shell':
      return {
        span,
        message: `${quote(text)} is just this text here: variables of the shell do not exist when a condition is judged`,
        help: `use a pipeline value: << ${valueFor[text.replace(/\W/g, '')] ?? 'pipeline.git.branch'} >>`,
      }
    case 'name':
      return {
        span,
        message: `in a logic statement ${quote(text)} is a text, and so is always true`,
        help: `write << ${text} >>`,
      }
    case 'expression':
      return {
        span,
        severity: 'info',
        message:
          'CircleCI documents expressions in the conditions of workflows only: the legacy compiler takes this for a text, which always holds',
        help: 'write a logic statement, such as equal: [VALUE, << NAME >>], or put << >> around the whole',
      }
    case 'value':
      return {
        span,
        severity: 'info',
        message: `this condition ${holds ? 'always' : 'never'} holds: it asks for nothing that changes`,
        help: 'compare with a value of the pipeline or a parameter, or remove the condition',
      }
  }
}

function textOf(node: Node): string {
  return node.kind === 'scalar' ? node.text : ''
}

/** The same without the tags, where that is an expression. */
function expressionFor(text: string): string {
  const bare = text.replace(/<<\s*|\s*>>/g, '').trim()
  return 'expr' in parseExpression(bare)
    ? `write it without << >>: ${bare}`
    : 'write an expression without << >>, with texts in double quotes: pipeline.git.branch == "main"'
}

/** Pipeline values for what the shell knows. */
const valueFor: Readonly<Record<string, string>> = {
  CIRCLE_BRANCH: 'pipeline.git.branch',
  CIRCLE_TAG: 'pipeline.git.tag',
  CIRCLE_SHA1: 'pipeline.git.revision',
  CIRCLE_PROJECT_REPONAME: 'pipeline.git.repo_name',
  CIRCLE_PROJECT_USERNAME: 'pipeline.git.repo_owner',
  CIRCLE_REPOSITORY_URL: 'pipeline.git.repo_url',
}
