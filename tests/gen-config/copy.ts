import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from '../../scripts/root.ts'
import { type Ended, runScript } from '../run.ts'

/** A copy of the repository that a test may break; it goes when the test ends. */
export interface Copy {
  readonly folder: string
  /** Runs `gen-config` in it. */
  readonly genConfig: (...args: readonly string[]) => Promise<Ended>
  readonly path: (name: string) => string
  readonly read: (name: string) => string
}

/** Everything that gen-config writes for the records as they stand. */
export const generated = [
  '.circleci/config.yml',
  'generated/config.yml',
  'generated/compose.staging.yml',
  'generated/compose.production.yml',
  'generated/plan.md',
] as const

/** Copies what gen-config reads and writes. The packages are shared, not copied. */
export function copyOfRepository(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'gen-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const name of [
    'config-src',
    'scripts',
    'generated',
    '.circleci',
    'package.json',
    'tsconfig.json',
    'README.md',
  ]) {
    cpSync(join(root, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const path = (name: string) => join(folder, name)
  return {
    folder,
    genConfig: (...args) => runScript('gen-config.ts', args, { folder }),
    path,
    read: name => readFileSync(path(name), 'utf8'),
  }
}

/** The text of every file that gen-config may touch, by its path. */
export function snapshot({ folder, read }: Copy): Readonly<Record<string, string>> {
  mkdirSync(join(folder, 'generated'), { recursive: true })
  const names = ['generated', '.circleci'].flatMap(place =>
    readdirSync(join(folder, place)).map(name => `${place}/${name}`),
  )
  return Object.fromEntries(names.sort().map(name => [name, read(name)]))
}

/** When a file was last written, in nanoseconds. */
export function writtenAt(copy: Copy, name: string): bigint {
  return statSync(copy.path(name), { bigint: true }).mtimeNs
}
