import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/root.ts'

/** What is known of a config and of what CircleCI's compiler made of it. */
export interface ConformanceCase {
  readonly name: string
  readonly folder: string
  readonly quality: 'exact' | 'semantic' | 'doubtful'
  readonly kind: 'output' | 'error'
  readonly runnable: boolean
  /** `80` where the expected text has lines folded at that width, as until 2019. */
  readonly fold: '80' | 'none' | 'not-exercised' | null
}

const folder = process.env.CONFORMANCE ?? join(root, '../shared/conformance')

/** Whether the recorded outputs of CircleCI's compiler are on this machine, beside the repository or where `CONFORMANCE` says. */
export const hasConformance = existsSync(folder)

if (!hasConformance) console.warn(`skipped: the recorded outputs of CircleCI's compiler are not in ${folder}`)

/** The recorded cases in the order of their names; none where `hasConformance` is false. */
export function conformanceCases(): ConformanceCase[] {
  if (!hasConformance) return []
  return readdirSync(folder)
    .sort()
    .map(name => join(folder, name))
    .filter(path => existsSync(join(path, 'meta.json')))
    .map(path => ({ ...JSON.parse(readFileSync(join(path, 'meta.json'), 'utf8')), folder: path }) as ConformanceCase)
}
