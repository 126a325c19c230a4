import {
  andOrsOf,
  type Command,
  forEachChild,
  parseShell,
  type Shell,
  type ShellCommand,
  type SyntaxNode,
} from './shell.ts'

/** Commands whose failure nobody needs to know: they look, clean up, or stop something. */
const harmless = new Set(
  (
    'rm rmdir mkdir ln cp mv touch chmod chown cat ls grep egrep fgrep which type command test [ kill pkill killall true ' +
    'false echo printf read cd pushd popd source . sleep wait trap unset export set find diff cmp head tail jq yq sed awk ' +
    'mount umount du df ps free uname stat readlink hash unlink shopt tput xhost stty swapoff'
  ).split(' '),
)

/** Whether nobody needs to know that a command failed. */
export function isHarmless({ name }: ShellCommand): boolean {
  return harmless.has(name)
}

/** What people run to have it checked: its failure is the answer. */
const checks =
  /\b(test|tests|spec|lint|check|verify|validate|audit|cypress|jest|mocha|vitest|pytest|rspec|phpunit|eslint|stylelint|prettier|flake8|mypy|pylint|ruff|rubocop|shellcheck|hadolint|tox|nox|playwright|karma|ava|gotestsum|typecheck|tsc|phpstan|psalm|build)\b/

/** A check whose failure is hidden: `left || right`, where `right` always succeeds and `hidden` is a part of `left`. */
export interface Masked {
  readonly left: SyntaxNode
  readonly right: SyntaxNode
  readonly hidden: ShellCommand
}

/** Finds the checks of a script that cannot fail. */
export function maskedIn(shell: Shell): readonly Masked[] {
  return andOrsOf(shell.tree).flatMap(({ commands, operators }) =>
    commands.flatMap((right, i): Masked[] => {
      if (operators[i - 1] !== '||' || !alwaysSucceeds(right)) return []
      const left = commands[i - 1]
      const hidden = left && shell.commands.find(command => isIn(command.node, left) && isCheck(command))
      return left && hidden ? [{ left, right, hidden }] : []
    }),
  )
}

/** The checks of a script that cannot fail, each as it is written. */
export function checksThatCannotFail(text: string): readonly string[] {
  const shell = parseShell(text)
  return shell ? maskedIn(shell).map(({ hidden: { node } }) => text.slice(node.pos, node.end)) : []
}

function textOf({ name, words }: ShellCommand): string {
  return [name, ...words].join(' ')
}

function isIn(inner: Command, outer: SyntaxNode): boolean {
  return inner.pos >= outer.pos && inner.end <= outer.end
}

function isCheck(command: ShellCommand): boolean {
  if (command.name === '' || isHarmless(command)) return false
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
