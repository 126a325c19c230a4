import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect } from 'vitest'
import type { Source } from '../config-src/compiler/diagnostics/diagnostic.ts'
import { root } from '../scripts/root.ts'

/** Where the pairs of inputs and expectations are. */
export const fixtures = join(root, 'tests/fixtures')

/** Every folder below an area that holds the input file, by its path below the area. */
export function casesIn(area: string, input = 'input.yml'): { readonly name: string; readonly folder: string }[] {
  const start = join(fixtures, area)
  const found: string[] = []
  const walk = (folder: string) => {
    if (existsSync(join(folder, input))) found.push(folder)
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) walk(join(folder, entry.name))
  }
  if (existsSync(start)) walk(start)
  return found.sort().map(folder => ({ name: relative(start, folder), folder }))
}

/** Reads a file of a case, or undefined where it has none. */
export function readIn(folder: string, file: string): string | undefined {
  const path = join(folder, file)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** The orbs of a case by reference, from `orbs/namespace/name@version.yml`; `=` stands for `:`, which not every system takes. */
export function orbsIn(folder: string): ReadonlyMap<string, Source> {
  const start = join(folder, 'orbs')
  const orbs = new Map<string, Source>()
  if (!existsSync(start)) return orbs
  for (const namespace of readdirSync(start)) {
    for (const file of readdirSync(join(start, namespace))) {
      const reference = `${namespace}/${file.replace(/\.yml$/, '').replace('=', ':')}`
      orbs.set(reference, {
        file: `orbs/${namespace}/${file}`,
        text: readFileSync(join(start, namespace, file), 'utf8'),
      })
    }
  }
  return orbs
}

/** Compares with what the user would read; `UPDATE=1` writes it instead, for a person to review. */
export function expectText(folder: string, file: string, actual: string): void {
  if (process.env.UPDATE) writeFileSync(join(folder, file), actual)
  expect(actual).toBe(readIn(folder, file) ?? '')
}
