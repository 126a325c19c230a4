import { quote } from '../../2-resolve/match.ts'
import { isConditional, isUnknown, stepsNamed } from '../facts/flow.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

/** Programs that run tests and can write a report of them. */
const runners = new Set(
  'jest vitest mocha ava karma cypress playwright pytest tox nox rspec phpunit gotestsum ctest'.split(' '),
)
const managers = new Set(
  'npm yarn pnpm bun npx go cargo mvn gradle gradlew mvnw dotnet mix swift xcodebuild'.split(' '),
)

const rule: Rule = {
  id: 'job/no-test-results',
  severity: 'info',
  level: 'pedantic',
  title: 'Tests whose results nobody keeps',
  what: 'A job that runs a test program and has no `store_test_results`. Jobs with steps that are not known are left alone.',
  why: 'CircleCI can show which tests failed, find those that fail now and then, and split them by their time, if it gets them.',
  source: 'S24 L22',
  bad: `version: 2.1
jobs:
  check:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: npx jest
workflows:
  main:
    jobs: [check]
`,
  good: `version: 2.1
jobs:
  check:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: npx jest --reporters=jest-junit
      - store_test_results: { path: junit.xml }
workflows:
  main:
    jobs: [check]
`,
  check: (facts, report) => {
    if (isConditional(facts, 'store_test_results')) return
    for (const script of facts.scripts()) {
      const command = script.shell()?.commands.find(runsTests)
      const job = command && script.jobs.find(it => !isUnknown(it) && stepsNamed(it, 'store_test_results').length === 0)
      if (!job || !command) continue
      report({
        span: script.spanOf(command.node),
        message: `job ${quote(job.entry.name)} runs tests and keeps no results of them`,
        help: 'let the tests write a JUnit file, and add: - store_test_results: { path: FILE }',
      })
    }
  },
}

export default rule

function runsTests({ name, words }: ShellCommand): boolean {
  if (runners.has(name)) return !words.some(word => ['install', '--version', 'verify', 'info'].includes(word))
  if (!managers.has(name)) return false
  const plain = words.filter(word => !word.startsWith('-') && word !== 'run')
  return plain.some(word => /^test(:|$)/.test(word) || runners.has(word)) && !plain.includes('install')
}
