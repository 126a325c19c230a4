import { get } from '../../1-parse/build.ts'
import type { Entry, Node, ScalarNode } from '../../1-parse/node.ts'
import { within } from '../../1-parse/within.ts'
import type { ReportFinding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/hardcoded-credential',
  severity: 'warning',
  level: 'default',
  title: 'A secret in clear text',
  what:
    'The config holds a token of a known form (AWS, GitHub, Slack, npm, Stripe, Google …), a private key, the password of a ' +
    'registry under `auth`, or a long random text under a key that looks secret (`…_KEY`, `…_TOKEN`, `…_SECRET`, ' +
    '`…_PASSWORD`). Words such as `password` for a database of the tests, and values that say they are a placeholder or an ' +
    'example, are left alone. The value is not repeated.',
  why: 'Everybody who can read the repository, now or later, in any fork, has it.',
  source: 'S9.4, S12.22',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    environment:
      PLUGIN_LICENSE_KEY: 7QF2XK9PBM4TZC8WVJ6RHD3N
    steps: [checkout]
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
      # PLUGIN_LICENSE_KEY comes from the context.
      - run: ./test.sh
workflows:
  main:
    jobs:
      - test: { context: licences }
`,
  check: ({ document, config }, report) => {
    const seen = new Set<Node>()
    const visit = (node: Node): void => {
      if (seen.has(node)) return
      seen.add(node)
      if (node.kind === 'seq') node.items.forEach(visit)
      else if (node.kind === 'scalar') inText(node, report)
      else {
        inAuth(node, report)
        for (const entry of node.entries) {
          inEntry(entry, report)
          visit(entry.value)
        }
      }
    }
    visit(config.document === document ? document.root : config.document.root)
  },
}

export default rule

/** Tokens that tell by their form what they are. */
const forms: readonly (readonly [what: string, form: RegExp])[] = [
  ['an access key of AWS', /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})\b/],
  ['a token of GitLab', /\bglpat-[\w-]{20,}/],
  ['a token of Slack', /\bxox[abposr]-[A-Za-z0-9-]{20,}/],
  ['a webhook of Slack', /hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/],
  ['a key of Google', /\bAIza[\w-]{35}\b/],
  ['a token of PyPI', /\bpypi-[\w-]{50,}/],
  ['a token of Docker Hub', /\bdckr_pat_[\w-]{20,}/],
  ['a key of SendGrid', /\bSG\.[\w-]{20,}\.[\w-]{30,}/],
  ['a token of CircleCI', /\bCCIP(?:AT|RJ)_\w{10,}_[0-9a-f]{40}\b/],
  ['a private key', /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/],
]

const help = 'take it back where it was made, and put a new one into a context or a project variable'

/** A word of each form, so that most texts are seen through at once. */
const hints =
  /AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|hooks\.slack|npm_|k_live_|AIza|pypi-|dckr_|SG\.|CCIP|PRIVATE KEY/

function inText(scalar: ScalarNode, report: ReportFinding): void {
  if (scalar.text.length < 20 || !hints.test(scalar.text)) return
  for (const [what, form] of forms) {
    const found = form.exec(scalar.text)
    if (!found) continue
    const span = within(scalar, found.index, found.index + found[0].length)
    report({ span, message: `${what} stands here in clear text`, help })
  }
}

const looksSecret =
  /(^|_|-)(password|passwd|pass|secret|token|api_?key|access_?key|private_?key|license_?key|licence_?key|key|credentials?)$/i

function inEntry({ key, value }: Entry, report: ReportFinding): void {
  if (value.kind !== 'scalar' || value.type !== 'string' || value.templated) return
  if (value.text.length < 16 || !looksSecret.test(key) || forms.some(([, form]) => form.test(value.text))) return
  if (looksRandom(value.text)) report({ span: value.span, message: `"${key}" stands here in clear text`, help })
}

/** The password of a registry may be a variable, and nothing else. */
function inAuth(node: Node, report: ReportFinding): void {
  const password = get(get(node, 'auth'), 'password') ?? get(get(node, 'aws_auth'), 'aws_secret_access_key')
  if (password?.kind !== 'scalar' || password.text.startsWith('$') || password.templated || password.text === '') return
  report({ span: password.span, message: 'the password of a registry stands here in clear text', help })
}

/** What people write where a secret will stand. */
const standsFor = /place-?holder|example|change-?me|dummy|redacted|replace|your[-_]|x{6}|fake/i

/** A text that nobody would think up: long, of many different characters, letters and digits mixed. */
function looksRandom(text: string): boolean {
  if (!/^[\w+/=.:-]{16,}$/.test(text) || /^(\/|\.\/|~|https?:)/.test(text) || text.includes('{{')) return false
  if (!/\d/.test(text) || !/[A-Za-z]/.test(text) || standsFor.test(text)) return false
  const counts = new Map<string, number>()
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  let entropy = 0
  for (const count of counts.values()) entropy -= (count / text.length) * Math.log2(count / text.length)
  const digits = text.replace(/\D/g, '').length
  return entropy > 3.2 && digits / text.length > 0.1
}
