import type { Value } from '../3-expand/run.ts'
import type { Trigger } from './plan.ts'

/** Where in a message the words are looked for (S19.3). */
const firstCharacters = 250

/**
 * Whether the message of the head commit asks that no pipeline runs: `[ci skip]` or `[skip ci]` near its begin (S19.3). Pushes
 * and pull requests heed it; runs that somebody or a clock starts do not.
 */
export function asksToSkip(trigger: Trigger, values: Readonly<Record<string, Value>>): boolean {
  if (trigger !== 'push' && trigger !== 'pull_request') return false
  const parts = ['subject', 'body'].flatMap(part => values[`pipeline.git.commit.${part}`] ?? [])
  return /\[(ci skip|skip ci)\]/.test(parts.join('\n\n').slice(0, firstCharacters))
}
