import type { Node } from '../../1-parse/node.ts'
import { quote } from '../../2-resolve/match.ts'
import type { ShellCommand } from '../facts/shell.ts'
import type { Facts } from '../facts.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/unpinned-tool',
  severity: 'info',
  level: 'pedantic',
  title: 'A tool in whatever version there is',
  what:
    'A script installs a named package without a version (`npm install -g`, `pip install`, `gem install`, `go install …@latest`), ' +
    'or downloads the latest release of something; or an orb gets `version: latest`. What a lock file or a list of ' +
    'requirements decides, and packages of the system, are left alone.',
  why: 'The same commit is built with another tool tomorrow, and a stolen account of its author is enough to run something else here.',
  source: 'S12.4',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/python:3.13 }]
    steps:
      - checkout
      - run: pip install awscli
      - run: aws --version
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/python:3.13 }]
    steps:
      - checkout
      - run: pip install awscli==1.36.40
      - run: aws --version
workflows:
  main:
    jobs: [test]
`,
  check: (facts, report) => {
    for (const script of facts.scripts()) {
      for (const command of script.shell()?.commands ?? []) {
        const fetched = packageIn(command)
        if (fetched === undefined) continue
        const { name, help } = fetched
        const message = `${command.name} fetches ${quote(name)} in whatever version there is on the day`
        report({ span: script.spanOf(command.node), message, help })
      }
    }
    for (const finding of latestIn(facts)) report(finding)
  },
}

export default rule

/** A package that a command fetches without a version, and how to name one. */
interface Unpinned {
  readonly name: string
  readonly help: string
}

function packageIn({ name, words }: ShellCommand): Unpinned | undefined {
  const [verb, ...rest] = words
  const isGlobal = rest.some(word => word === '-g' || word === '--global')
  const packages = rest.filter(word => !word.startsWith('-') && !/[$`]/.test(word))
  if (name === 'npm' && isGlobal && /^(i|install|add)$/.test(verb ?? ''))
    return first(packages, /^(@[^/@]+\/)?[^@/.]+$/, '@1.2.3')
  if (name === 'yarn' && verb === 'global' && rest[0] === 'add')
    return first(packages.slice(1), /^(@[^/@]+\/)?[^@/.]+$/, '@1.2.3')
  if (/^pip\d?$/.test(name) && verb === 'install')
    return rest.some(word => /^(-r|-e|-c|--requirement|--editable|--constraint)/.test(word))
      ? undefined
      : first(packages, /^[\w-]+(\[[\w,-]+\])?$/, '==1.2.3')
  if (name === 'gem' && verb === 'install')
    return rest.some(word => /^(-v|--version)/.test(word)) ? undefined : first(packages, /^[\w-]+$/, ' -v 1.2.3')
  if (name === 'go' && verb === 'install') return first(packages, /@latest$/, '@v1.2.3')
  if (name === 'curl' || name === 'wget') {
    const address = words.find(word => /^https:\/\/\S*\/(releases\/latest\/download|latest)\//.test(word))
    return address === undefined
      ? undefined
      : { name: address, help: 'name the version in the address, and check the checksum' }
  }
  return undefined
}

function first(packages: readonly string[], unpinned: RegExp, version: string): Unpinned | undefined {
  const name = packages.find(word => unpinned.test(word) && word !== 'pip' && word !== 'npm')
  return name === undefined ? undefined : { name, help: `name a version: ${name.replace(/@latest$/, '')}${version}` }
}

/** `version: latest`, given to a command or a job of an orb. */
function latestIn({ steps, jobs }: Facts): readonly Finding[] {
  const given = [
    ...steps().flatMap(({ name, body }) => (name.includes('/') && body?.kind === 'map' ? body.entries : [])),
    ...jobs().flatMap(({ entry }) => (entry.reference.includes('/') ? entry.settings : [])),
  ]
  const seen = new Set<Node>()
  return given.flatMap(({ key, value }): Finding[] => {
    if (!/version$/.test(key) || value.kind !== 'scalar' || value.text !== 'latest' || seen.has(value)) return []
    seen.add(value)
    return [{ span: value.span, message: 'this is another version on another day', help: `name one: ${key}: 1.2.3` }]
  })
}
