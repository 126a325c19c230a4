import { quote } from '../../2-resolve/match.ts'
import { imagesOf } from '../facts/hosts.ts'
import { offersOf } from '../facts/offers.ts'
import type { Rule } from '../rule.ts'

/** Months after which an image is old. */
const most = 36

const rule: Rule = {
  id: 'image/stale',
  severity: 'info',
  level: 'default',
  title: 'An image that is years old',
  what: `An image of CircleCI whose tag is a month (\`cimg/base:2020.01\`) that lies more than ${most / 12} years before ${offersOf}.`,
  why: 'Nothing in it was mended since: neither its system nor its certificates.',
  source: 'https://circleci.com/developer/images/image/cimg/base',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2020.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/base:2024.01 }]
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: ({ ask }, report) => {
    for (const { node, name, tag = '' } of ask(imagesOf)) {
      const month = /^(20\d\d)\.(0[1-9]|1[0-2])(-|$)/.exec(tag)
      if (!month || !name.startsWith('cimg/') || monthsOf(offersOf) - monthsOf(`${month[1]}-${month[2]}`) <= most)
        continue
      report({
        span: node.span,
        message: `the image ${quote(`${name}:${tag}`)} was made in ${month[1]}-${month[2]}, and nothing in it was mended since`,
        help: `use a newer tag of https://circleci.com/developer/images/image/${name}`,
      })
    }
  },
}

export default rule

function monthsOf(date: string): number {
  const [year = '', month = ''] = date.split('-')
  return Number(year) * 12 + Number(month)
}
