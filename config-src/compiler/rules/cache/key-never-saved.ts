import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import { isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import { placeOf } from '../facts/scripts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'cache/key-never-saved',
  severity: 'warning',
  level: 'default',
  title: 'A cache that nobody saves',
  what:
    'A `restore_cache` none of whose keys can be the beginning of a key that some job saves. Keys are compared as far as they ' +
    'are literal. Where jobs have steps that are not known, nothing is said.',
  why: 'The step never finds anything: mostly one of the two keys was changed, and the other one was not.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache: { key: 'npm-v1-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'npm-v2-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  good: `version: 2.1
jobs:
  build:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - restore_cache: { key: 'npm-v2-{{ checksum "package-lock.json" }}' }
      - run: npm ci
      - save_cache: { key: 'npm-v2-{{ checksum "package-lock.json" }}', paths: [~/.npm] }
workflows:
  main:
    jobs: [build]
`,
  check: (facts, report) => {
    const jobs = facts.jobs()
    if (jobs.some(isUnknown) || isConditional(facts, 'save_cache')) return
    const saved = jobs.flatMap(job => stepsNamed(job, 'save_cache').flatMap(({ body }) => textsOf(get(body, 'key'))))
    // Jobs that share a step mostly share its keys.
    const seen = new Set<string>()
    for (const step of jobs.flatMap(job => stepsNamed(job, 'restore_cache'))) {
      const keys = [get(step.body, 'key'), get(step.body, 'keys')].flatMap(textsOf)
      const first = keys[0]
      const place = `${placeOf(step.node)} ${keys.join(' ')}`
      if (first === undefined || seen.has(place)) continue
      seen.add(place)
      if (keys.some(key => saved.some(other => canBegin(key, other)))) continue
      report({
        span: step.node.span,
        message:
          keys.length === 1
            ? `no job saves a cache whose key begins with ${quote(first)}`
            : `no job saves a cache under any of these ${keys.length} keys, the first of which is ${quote(first)}`,
        help:
          saved.length > 0
            ? `keys that are saved: ${[...new Set(saved)].slice(0, 5).map(quote).join(', ')}`
            : 'add a save_cache step, or remove this one',
      })
    }
  },
}

export default rule

function textsOf(node: Node | undefined): readonly string[] {
  if (node?.kind === 'seq') return node.items.flatMap(textsOf)
  return node?.kind === 'scalar' && node.text !== '' ? [node.text.replace(/\{\{\s*(.*?)\s*\}\}/g, '{{ $1 }}')] : []
}

/** Whether a key can be the beginning of a saved one, templates being anything. */
function canBegin(key: string, saved: string): boolean {
  if (saved.startsWith(key)) return true
  const [literal, literalSaved] = [key, saved].map(text => text.split(/\{\{|<</)[0] ?? '')
  if (literal === undefined || literalSaved === undefined) return true
  const isOpen = literal !== key
  const isSavedOpen = literalSaved !== saved
  return (isSavedOpen && literal.startsWith(literalSaved)) || (isOpen && literalSaved.startsWith(literal))
}
