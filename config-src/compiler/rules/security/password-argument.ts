import { safe } from '../edit.ts'
import type { Script } from '../facts/scripts.ts'
import type { ShellCommand, Word } from '../facts/shell.ts'
import type { Finding, Rule } from '../rule.ts'

const rule: Rule = {
  id: 'security/password-argument',
  severity: 'warning',
  level: 'default',
  title: 'A password as an argument of `docker login`',
  what: '`docker login`, `podman login` or `helm registry login` gets the password by `-p` or `--password`.',
  why: 'Arguments are seen by every process on the machine, and by `set -x` and error messages; standard input is not.',
  source: '[docker login](https://docs.docker.com/reference/cli/docker/login/#password-stdin)',
  bad: `version: 2.1
jobs:
  push:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - run: docker login -u "$DOCKER_USER" -p "$DOCKER_PASSWORD"
workflows:
  main:
    jobs: [push]
`,
  good: `version: 2.1
jobs:
  push:
    machine: { image: ubuntu-2204:2024.11.1 }
    steps:
      - run: printf '%s' "$DOCKER_PASSWORD" | docker login -u "$DOCKER_USER" --password-stdin
workflows:
  main:
    jobs: [push]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      const shell = script.shellWith(/login/)
      for (const command of shell?.everywhere() ?? []) {
        const login = loginOf(command)
        if (login === undefined) continue
        const isHere = shell?.commands.includes(command)
        const password = isHere ? passwordIn(argumentsOf(command)) : undefined
        // What another machine runs has the place of the command that sends it.
        if (isHere ? !password : !command.words.some(isPassword)) continue
        report({
          span: script.spanOf(password ?? command.node),
          message: `the password is an argument of "${login}", which every process on the machine can read`,
          help: `printf '%s' "$PASSWORD" | ${login} … --password-stdin`,
          ...(password ? fixOf(script, command, password) : {}),
        })
      }
    }
  },
}

export default rule

/** The login that a command is; other commands of docker have `-p` for ports, and may name something "login". */
function loginOf({ name, words }: ShellCommand): string | undefined {
  if (!/^(docker|podman|buildah|skopeo|helm)$/.test(name)) return undefined
  const login = /^(?:(?:-[Hlc]|--(?:config|context|host|log-level)) [^-\s]\S* |-\S+ )*((?:registry )?login)( |$)/
  const found = login.exec(words.join(' '))?.[1]
  return found === undefined ? undefined : `${name} ${found}`
}

function isPassword(word: string): boolean {
  return /^(--password(=.*)?|-p.*)$/s.test(word)
}

/** The option and its value in the script, and the value alone. */
interface Password {
  readonly pos: number
  readonly end: number
  readonly value: { readonly pos: number; readonly end: number }
}

function argumentsOf({ node }: ShellCommand): readonly Word[] {
  return node.suffix.flatMap(word => (word.type === 'Word' ? [word] : []))
}

function passwordIn(args: readonly Word[]): Password | undefined {
  for (const [i, { value, text, pos, end }] of args.entries()) {
    const next = args[i + 1]
    if ((value === '-p' || value === '--password') && next) return { pos, end: next.end, value: next }
    const option = /^(--password=|-p=?)(?=.)/.exec(text)?.[0]
    if (option) return { pos, end, value: { pos: pos + option.length, end } }
  }
  return undefined
}

/** A login that is the first or only command of its line can be put behind a pipe. */
function fixOf({ scalar, spanOf, textOf }: Script, { node }: ShellCommand, password: Password): Pick<Finding, 'fix'> {
  const text = textOf(node)
  const isInPipe = /[|&]\s*$/.test(scalar.text.slice(0, node.pos)) || /^\s*\|[^|]/.test(scalar.text.slice(node.end))
  const value = textOf(password.value)
  const isSimple = /^("\$\{?\w+\}?"|\$\{?\w+\}?)$/.test(value) && /^(docker|podman)\s/.test(text)
  if (isInPipe || !isSimple || (scalar.style !== 'plain' && scalar.style !== 'literal')) return {}
  const bare = value.startsWith('"') ? value : `"${value}"`
  return {
    fix: safe(
      'give the password on standard input',
      { span: spanOf({ pos: node.pos, end: node.pos }), text: `printf '%s' ${bare} | ` },
      { span: spanOf(password), text: '--password-stdin' },
    ),
  }
}
