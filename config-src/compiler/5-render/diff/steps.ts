import { diffArrays } from 'diff'
import { entry, get, map, seq } from '../../1-parse/build.ts'
import type { MapNode, Node } from '../../1-parse/node.ts'
import { render } from '../expanded.ts'

/** Lines around a change that show where it is. */
const around = 2

/** The steps of a job before and after as a diff of lines; far from a change they are left out, and `…` stands for them. */
export function stepsDiff(old: readonly Node[], now: readonly Node[]): readonly string[] {
  const lines = diffArrays([...linesOf(old)], [...linesOf(now)]).flatMap(({ value, added, removed }) =>
    value.map(line => ({ mark: added ? '+' : removed ? '-' : ' ', line })),
  )
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - around), at + around + 1).some(it => it.mark !== ' '))
  return lines.flatMap(({ mark, line }, at) => {
    if (near[at]) return [`${mark} ${line}`]
    return at === 0 || near[at - 1] ? ['  …'] : []
  })
}

function linesOf(steps: readonly Node[]): readonly string[] {
  const [first] = steps
  if (!first) return []
  const list = seq(steps.map(inOrder), first.span)
  const { text } = render(map([entry('steps', list)], first.span))
  return text.trimEnd().split('\n').slice(1)
}

/** A step whose keys stand in one order, the name first and the script last; `run: x` is written out. */
function inOrder(step: Node): Node {
  if (step.kind !== 'map') return step
  const run = get(step, 'run')
  if (run?.kind === 'scalar') return map([entry('run', map([entry('command', run)], run.span))], step.span)
  return map(
    step.entries.map(it => ({ ...it, value: it.value.kind === 'map' ? sorted(it.value) : it.value })),
    step.span,
  )
}

function sorted(node: MapNode): MapNode {
  const rank = (key: string): string => (key === 'name' ? '0' : key === 'command' ? '2' : `1${key}`)
  const entries = [...node.entries].sort((a, b) => (rank(a.key) < rank(b.key) ? -1 : 1))
  return map(entries, node.span)
}
