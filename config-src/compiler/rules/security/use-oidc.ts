import { get } from '../../1-parse/build.ts'
import type { Node } from '../../1-parse/node.ts'
import { allDefinitions } from '../facts/steps.ts'
import type { Facts } from '../facts.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/use-oidc',
  severity: 'info',
  level: 'pedantic',
  title: 'Keys of AWS that do not expire',
  what:
    'Keys of AWS under `aws_auth` of an image, given to `setup` of the orb `circleci/aws-cli` without a role, or written by ' +
    '`aws configure set aws_secret_access_key`.',
  why: 'AWS takes the identity of a CircleCI job itself (OpenID Connect) and gives keys that end with it: there is nothing to steal or to change.',
  source: 'S9.4',
  bad: `version: 2.1
jobs:
  test:
    docker:
      - image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/test:1.4.2
        aws_auth:
          aws_access_key_id: $AWS_ACCESS_KEY_ID
          aws_secret_access_key: $AWS_SECRET_ACCESS_KEY
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker:
      - image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/test:1.4.2
        aws_auth:
          oidc_role_arn: arn:aws:iam::123456789012:role/circleci
    steps: [checkout]
workflows:
  main:
    jobs: [test]
`,
  check: (facts, report) => {
    const help =
      'let AWS trust CircleCI as an identity provider, and name a role: oidc_role_arn, or role_arn of the orb'
    for (const { span } of imagesWithKeys(facts)) report({ span, message: 'these keys of AWS do not expire', help })
    for (const { name, node, body } of facts.steps()) {
      if (!isSetup(name, facts) || get(body, 'role_arn')) continue
      report({ span: node.span, message: 'this sets up AWS with keys that do not expire', help })
    }
    for (const script of facts.scripts()) {
      if (!script.scalar.text.includes('aws_secret_access_key')) continue
      const command = script
        .shell()
        ?.commands.find(
          ({ name, words }) => name === 'aws' && words[0] === 'configure' && words.includes('aws_secret_access_key'),
        )
      if (!command) continue
      report({ span: script.spanOf(command.node), message: 'this writes a key of AWS that does not expire', help })
    }
  },
}

export default rule

function imagesWithKeys({ ask }: Facts): readonly Node[] {
  return ask(allDefinitions).flatMap(({ node }) => {
    const docker = get(node, 'docker')
    const images = docker?.kind === 'seq' ? docker.items : []
    return images.flatMap(image => get(get(image, 'aws_auth'), 'aws_access_key_id') ?? [])
  })
}

/** The command `setup` of the orb for the command line of AWS, under whatever name it was imported. */
function isSetup(name: string, { config }: Facts): boolean {
  const [alias = '', command] = name.split('/')
  const orb = command === 'setup' ? config.library.orbs.get(alias) : undefined
  return (orb?.is === 'opaque' || orb?.is === 'open') && orb.reference?.asked.startsWith('circleci/aws-cli@') === true
}
