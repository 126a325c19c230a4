import { quote } from '../../2-resolve/match.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { hostsOf, imagesOf } from '../facts/hosts.ts'
import type { Rule } from '../rule.ts'

/** Tags that stand for something else every few months. */
const moving = /^(stable|current|lts|edge|default|next|nightly|devel|master|main|canary)(-|$)/

const rule: Rule = {
  id: 'image/moving-tag',
  severity: 'info',
  level: 'pedantic',
  title: 'An image whose tag moves',
  what: 'A docker image or a machine image with a tag such as `stable`, `current` or `lts`, and without a digest.',
  why: 'It is kept up to date for you, on a day that you do not choose; a build of last month cannot be repeated.',
  source: 'S24 L16',
  bad: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:current }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    machine: { image: ubuntu-2404:2024.11.1 }
    steps: [checkout]
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    const say = (text: string, span: Span) =>
      report({ span, message: `the image ${quote(text)} changes without this file changing`, help: 'name a version' })
    for (const { node, tag, digest } of facts.ask(imagesOf))
      if (digest === undefined && tag && moving.test(tag)) say(node.text, node.span)
    for (const { image, resourceClass } of facts.ask(hostsOf))
      if (image && !resourceClass?.text.includes('/') && moving.test(image.text.split(':')[1] ?? ''))
        say(image.text, image.span)
  },
}

export default rule
