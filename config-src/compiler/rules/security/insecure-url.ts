import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/insecure-url',
  severity: 'warning',
  level: 'default',
  title: 'A download without encryption',
  what: '`curl`, `wget`, `git`, `pip` or `npm` fetches over `http://`. Addresses of the job itself and of private networks are left alone.',
  why: 'Everybody on the way can change what arrives, and the job will use it.',
  source: 'policy',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: curl -fsSLO http://example.com/tool-1.2.3.tar.gz
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/base:2024.11 }]
    steps:
      - run: curl -fsSLO https://example.com/tool-1.2.3.tar.gz
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      for (const { name, node } of script.shell()?.commands ?? []) {
        if (!/^(curl|wget|git|pip3?|npm|yarn|gem|add-apt-repository)$/.test(name)) continue
        for (const word of node.suffix) {
          if (word.type !== 'Word' || !/^http:\/\/[^$]/.test(word.value) || isNear(word.value)) continue
          report({
            span: script.spanOf(word),
            message: `${name} fetches "${word.value}" without encryption`,
            help: `try https:${word.value.slice('http:'.length)}`,
          })
        }
      }
    }
  },
}

export default rule

/** The job's own services: names without a dot, loopback and private addresses, metadata of the cloud. */
function isNear(url: string): boolean {
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(url)?.[1] ?? ''
  if (!host.includes('.') || host.startsWith('[')) return true
  return /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01])|169\.254|0)\.|\.(local|localhost|internal|test|svc|lvh\.me)$/.test(
    host,
  )
}
