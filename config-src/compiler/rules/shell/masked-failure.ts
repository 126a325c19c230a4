import { quote } from '../../2-resolve/match.ts'
import type { Script } from '../facts/scripts.ts'
import { andOrsOf, type Command, forEachChild, type Shell, type ShellCommand, type SyntaxNode } from '../facts/shell.ts'
import type { ReportFinding, Rule } from '../rule.ts'

/** Commands whose failure nobody needs to know: they look, clean up, or stop something. */
const harmless = new Set(
  (
    'rm rmdir mkdir ln cp mv touch chmod chown cat ls grep egrep fgrep which type command test [ kill pkill killall true ' +
    'false echo printf read cd pushd popd source . sleep wait trap unset export set find diff cmp head tail jq yq sed awk ' +
    'mount umount du df ps free uname stat readlink hash unlink shopt tput xhost stty swapoff'
  ).split(' '),
)

/** What people run to have it checked: its failure is the answer. */
const checks =
  /\b(test|tests|spec|lint|check|verify|validate|audit|cypress|jest|mocha|vitest|pytest|rspec|phpunit|eslint|stylelint|prettier|flake8|mypy|pylint|ruff|rubocop|shellcheck|hadolint|tox|nox|playwright|karma|ava|gotestsum|typecheck|tsc|phpstan|psalm|build)\b/

const rule: Rule = {
  id: 'shell/masked-failure',
  severity: 'warning',
  level: 'default',
  title: 'A check that cannot fail',
  what:
    'A command that tests, lints or builds is followed by `|| true`, `|| :`, `|| echo …` or `|| exit 0`, so that the step ' +
    'succeeds whatever it found. Commands that only look or clean up (`rm`, `grep`, `kill` …) may fail.',
  why: 'The step is green when the tests are red: nobody reads the log of a green step.',
  source: 'S12.21',
  bad: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: yarn cypress:run || echo "some tests failed"
workflows:
  main:
    jobs: [test]
`,
  good: `version: 2.1
jobs:
  test:
    docker: [{ image: cimg/node:20.18.1 }]
    steps:
      - checkout
      - run: yarn cypress:run
workflows:
  main:
    jobs: [test]
`,
  check: ({ scripts }, report) => {
    for (const script of scripts()) {
      const shell = script.shell()
      if (shell) inScript(script, shell, report)
    }
  },
}

export default rule

function inScript(script: Script, shell: Shell, report: ReportFinding): void {
  for (const { commands, operators } of andOrsOf(shell.tree)) {
    commands.forEach((right, i) => {
      if (operators[i - 1] !== '||' || !alwaysSucceeds(right)) return
      const left = commands[i - 1]
      const hidden = left && shell.commands.find(command => isIn(command.node, left) && isCheck(command))
      if (!left || !hidden) return
      report({
        span: script.spanOf({ pos: left.pos, end: right.end }),
        message: `${quote(script.textOf(hidden.node))} cannot fail here: what follows "||" always succeeds`,
        help: 'remove what follows "||"; to go on after a failure, give a later step "when: always"',
      })
    })
  }
}

function textOf({ name, words }: ShellCommand): string {
  return [name, ...words].join(' ')
}

function isIn(inner: Command, outer: SyntaxNode): boolean {
  return inner.pos >= outer.pos && inner.end <= outer.end
}

function isCheck(command: ShellCommand): boolean {
  if (command.name === '' || harmless.has(command.name)) return false
  return checks.test(textOf(command))
}

/** Whether a command ends with success whatever happened before it. */
function alwaysSucceeds(node: SyntaxNode): boolean {
  if (node.type === 'Command') {
    const name = node.name?.value
    const first = node.suffix[0]
    if (name === 'exit') return first?.type === 'Word' && first.value === '0'
    return name === 'true' || name === ':' || name === 'echo' || name === 'printf'
  }
  if (node.type !== 'BraceGroup' && node.type !== 'Subshell') return false
  const last = node.body.commands.at(-1)
  let leaves = false
  forEachChild(node.body, child => {
    if (child.type === 'Statement' && child.command.type === 'Command' && child.command.name?.value === 'exit')
      leaves = !alwaysSucceeds(child.command)
  })
  return !leaves && last !== undefined && alwaysSucceeds(last.command)
}
