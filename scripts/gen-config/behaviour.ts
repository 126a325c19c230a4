import { isEqual } from '../../config-src/compiler/4-plan/diff/compare.ts'
import type { Difference } from '../../config-src/compiler/4-plan/diff/difference.ts'
import { summaryOf, tell } from '../../config-src/compiler/5-render/diff/tell.ts'
import { diffText } from '../../config-src/compiler/5-render/diff/text.ts'
import { compareTexts } from '../circlec/compare.ts'
import type { Compared } from './disk.ts'

/** What the files that were written do otherwise than those that they replaced, in short; nothing where there were none. */
export function behaviourOf(written: readonly Compared[]): string {
  const told = written.flatMap(({ artifact: { path, text }, before }) => {
    if (!path.endsWith('config.yml') || !before) return []
    const old = { file: `${path} before`, text: before.toString('utf8') }
    const compared = compareTexts({ old, new: { file: path, text } })
    // What was there before may have been no config at all.
    return 'difference' in compared ? [`${path}:${inShort(compared.difference)}`] : []
  })
  return told.length === 0 ? '' : `\n${told.join('\n')}`
}

/** The risks, and how many jobs changed. */
function inShort(difference: Difference): string {
  if (isEqual(difference)) return ' same behaviour\n'
  const { sections } = tell(difference)
  const risks = sections.filter(({ title }) => title === 'Risks')
  if (risks.length === 0) return ` ${summaryOf(difference)}\n`
  return `\n${diffText({ sections: risks, notes: [], summary: summaryOf(difference) })}`
}
