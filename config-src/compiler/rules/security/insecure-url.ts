import type { ShellCommand } from '../facts/shell.ts'
import type { Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/insecure-url',
  severity: 'warning',
  level: 'default',
  title: 'A download without encryption',
  what: '`curl`, `wget`, `git`, `pip` or `npm` fetches over `http://`. Addresses of the job itself and of private networks are left alone, and those that a variable says.',
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
      for (const command of script.shellWith(/http:/i)?.commands ?? []) {
        const tool = toolOf(command)
        if (!tool) continue
        for (const [i, word] of command.node.suffix.entries()) {
          const before = command.node.suffix[i - 1]
          const address = word.type === 'Word' ? addressIn(script.textOf(word)) : undefined
          if (address === undefined || isNear(address)) continue
          if (before?.type === 'Word' && isOther(tool, before.value)) continue
          report({
            span: script.spanOf(word),
            message: `${tool} fetches "${address}" without encryption`,
            help: `try https:${address.slice('http:'.length)}`,
          })
        }
      }
    }
  },
}

export default rule

const tools = /^(curl|wget|git|pip3?|npm|yarn|gem|add-apt-repository)$/

/** The tool that fetches something, where a command is one. */
function toolOf({ name, words }: ShellCommand): string | undefined {
  if (/^python[\d.]*$/.test(name)) return words[0] === '-m' && words[1] === 'pip' ? 'pip' : undefined
  // Settings and messages of git are no downloads, and neither is a look at whether something is there.
  if (name === 'git' && !words.some(word => /^(clone|fetch|pull|push|ls-remote|remote|submodule)$/.test(word)))
    return undefined
  if (words.includes('--spider') || words.includes('/dev/null')) return undefined
  if (name === 'curl' && words.some(word => /^(-\w*I\w*|--head)$/.test(word))) return undefined
  return tools.test(name) ? name : undefined
}

/** The address in a word: alone, or as the value of an option that names a source. */
function addressIn(word: string): string | undefined {
  return /^["']?(?:--(?:(?:extra-)?index-url|registry|find-links|source|url)=|git\+)?["']?(http:\/\/[^"']*)/i.exec(
    word,
  )?.[1]
}

/** Whether an option takes an address from which nothing is fetched: a proxy, a header, data. */
function isOther(tool: string, option: string): boolean {
  return (
    /proxy$/.test(option) ||
    (tool === 'curl' && /^(-\w*[xeAdFHb]|--(referer|data[\w-]*|form|user-agent|header|json))$/.test(option))
  )
}

/** The job's own services: names without a dot, loopback and private addresses, metadata of the cloud. */
function isNear(url: string): boolean {
  const host = /^http:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/i.exec(url)?.[1] ?? ''
  // Where a variable or a template says the host, nobody knows.
  if (!host.includes('.') || /^\[|\$|<</.test(host)) return true
  return (
    /^((127|10|0)(\.\d+){3}|(192\.168|172\.(1[6-9]|2\d|3[01])|169\.254)(\.\d+){2})$/.test(host) ||
    /\.(local|localhost|internal|test|svc|lvh\.me)$/i.test(host)
  )
}
