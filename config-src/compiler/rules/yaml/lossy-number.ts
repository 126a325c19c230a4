import type { ScalarNode } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { unsafe } from '../edit.ts'
import { replace } from '../facts/edits.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'yaml/lossy-number',
  severity: 'warning',
  level: 'default',
  title: 'A version that YAML reads as another number',
  what:
    'A value without quotes that YAML 1.1 makes another one of: `3.10` is 3.1, `010` is 8, `12:30` is 750. Octal numbers of ' +
    'one digit and values that stay the same are left alone.',
  why: 'A matrix of `[3.9, 3.10]` tests version 3.1 (S2.2).',
  source: 'S2.2',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    environment: { GO_VERSION: 1.20 }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    environment: { GO_VERSION: '1.20' }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ scalars }, report) => {
    for (const scalar of scalars()) {
      if (!isLossy(scalar)) continue
      report({
        span: scalar.span,
        message: `${quote(scalar.text)} without quotes is the number ${String(scalar.value)}`,
        help: `put it in quotes: '${scalar.text}'`,
        fix: unsafe('put it in quotes', replace(scalar.span, `'${scalar.text}'`)),
      })
    }
  },
}

export default rule

function isLossy({ type, style, text }: ScalarNode): boolean {
  if (style !== 'plain') return false
  if (type === 'float') return /^[1-9]\d*\.(\d*[1-9]0+|0{2,})$/.test(text) || /^\d+(:\d+)+(\.\d*)?$/.test(text)
  return type === 'int' && /^(0[0-7]*[1-7][0-7]*\d|\d+(:\d+)+)$/.test(text)
}
