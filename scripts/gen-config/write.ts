import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Compared, leftoversOf, type State, temporaryName } from './disk.ts'

/**
 * Makes the disk what the state says it should be, all or nothing: every new text is on the disk under a temporary name
 * before the first file is replaced, and a failure brings the replaced ones back. Rejects with what went wrong.
 */
export async function writeAll(root: string, state: State): Promise<void> {
  const artifacts = [...state.current, ...state.stale.map(({ artifact }) => artifact)]
  for (const path of await leftoversOf(root, artifacts)) await rm(join(root, path), { force: true })
  await replaceAll(root, state.stale)
  for (const path of state.extra) await rm(join(root, path))
}

async function replaceAll(root: string, stale: readonly Compared[]): Promise<void> {
  const replaced: Compared[] = []
  try {
    for (const { artifact } of stale) {
      const path = join(root, artifact.path)
      await mkdir(dirname(path), { recursive: true })
      await writeSafely(temporaryName(path), artifact.text)
    }
    for (const compared of stale) {
      const path = join(root, compared.artifact.path)
      await rename(temporaryName(path), path)
      replaced.push(compared)
    }
  } catch (error) {
    for (const compared of replaced) await bringBack(root, compared)
    for (const { artifact } of stale)
      await rm(temporaryName(join(root, artifact.path)), { force: true }).catch(() => {})
    throw error
  }
}

async function bringBack(root: string, { artifact, before }: Compared): Promise<void> {
  const path = join(root, artifact.path)
  if (!before) return rm(path, { force: true })
  await writeSafely(temporaryName(path), before)
  await rename(temporaryName(path), path)
}

/** Writes through to the disk: a rename must never come before the bytes it names. */
async function writeSafely(path: string, content: string | Buffer): Promise<void> {
  const file = await open(path, 'w')
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}
