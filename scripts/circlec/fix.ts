import { writeFile } from 'node:fs/promises'
import { createTwoFilesPatch } from 'diff'
import type { Diagnostic, Fix } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { applyFixes } from '../../config-src/compiler/diagnostics/fix.ts'
import type { Io } from '../io.ts'
import { UsageError } from './exit.ts'
import { reasonOf } from './input.ts'

/** How complaints are repaired. */
export interface Fixing {
  readonly kinds: readonly Fix['kind'][]
  /** Whether the changes are only shown. */
  readonly dryRun: boolean
}

/** A repair can make another one possible; more rounds than this are not made. */
const rounds = 10

/** Repairs a file, as often as there is something to repair; what is left is returned. */
export async function fixFile(
  file: string,
  { text, check, fixing, io }: { text: string; check: (text: string) => readonly Diagnostic[]; fixing: Fixing; io: Io },
): Promise<readonly Diagnostic[]> {
  if (file === '-' && !fixing.dryRun)
    throw new UsageError('standard input cannot be repaired: use --dry-run, or name a file')
  let now = text
  let found = check(now)
  let count = 0
  for (let round = 0; round < rounds; round++) {
    const source = found.find(({ span }) => span.source.text === now && span.source.file === file)?.span.source
    const fixed = source && applyFixes(source, found, fixing.kinds)
    if (!fixed || fixed.applied.length === 0) break
    count += fixed.applied.length
    now = fixed.text
    found = check(now)
  }
  if (now === text) return found
  if (fixing.dryRun) {
    io.out(createTwoFilesPatch(file, file, text, now, '', '', { context: 3 }).replace(/^=+\n/, ''))
    return found
  }
  await save(file, now)
  io.err(`circlec: ${count} ${count === 1 ? 'fix' : 'fixes'} in ${file}\n`)
  return found
}

async function save(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${reasonOf(error)}`)
  }
}
