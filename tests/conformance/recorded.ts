import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Source } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import { root } from '../../scripts/root.ts'
import { type ConformanceCase, conformanceCases } from '../conformance.ts'

/** A config that CircleCI's own compiler processed, with all that its folder holds. */
export interface Recorded extends ConformanceCase {
  readonly input: string
  readonly expected: string | undefined
  readonly expectedError: string | undefined
  readonly source: { readonly date: string }
  readonly head_comments?: readonly string[]
  readonly pipeline_values?: Readonly<Record<string, string | number | boolean | null>>
  readonly sources: ReadonlyMap<string, Source>
}

interface WithOrbs {
  readonly orbs?: readonly { readonly resolved: string; readonly file?: string }[]
}

/** Reads all cases; none where they are not at hand. */
export function recordedCases(): Recorded[] {
  return conformanceCases().map(one => {
    const read = (file: string) =>
      existsSync(join(one.folder, file)) ? readFileSync(join(one.folder, file), 'utf8') : undefined
    const sources = new Map<string, Source>()
    for (const { file, resolved } of (one as ConformanceCase & WithOrbs).orbs ?? []) {
      const text = file === undefined ? undefined : read(file)
      if (file !== undefined && text !== undefined) sources.set(resolved, { file, text })
    }
    const texts = {
      input: read('input.yml') ?? '',
      expected: read('expected.yml'),
      expectedError: read('expected.error.txt'),
    }
    return { ...(one as Recorded), ...texts, sources }
  })
}

const wild = join(root, '../shared/wild')

/** Configs of public repositories, of which nothing is known but that somebody wrote them; none where they are not at hand. */
export function wildConfigs(): { readonly name: string; readonly text: string }[] {
  if (!existsSync(wild)) return []
  return readdirSync(wild)
    .filter(name => name.endsWith('.yml'))
    .map(name => ({ name, text: readFileSync(join(wild, name), 'utf8') }))
}
