import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type Artifact, writtenElsewhere } from './artifacts.ts'

/** An artifact beside what the disk holds of it; `before` is missing when there is no such file. */
export interface Compared {
  readonly artifact: Artifact
  readonly before?: Buffer
}

/** What the disk holds, compared to what it should. */
export interface State {
  readonly current: readonly Artifact[]
  readonly stale: readonly Compared[]
  /** Paths of files in `generated/` that nothing generates. */
  readonly extra: readonly string[]
}

/** The mark of a file that is being written: `.config.yml.4711.gen-config.tmp`, with the process that writes it. */
const temporary = /^\..+\.(\d+)\.gen-config\.tmp$/

/** The name a file has while this process writes it; in the same folder, so that a rename is all that is left. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.gen-config.tmp`)
}

/** Compares the artifacts to the files under `root`, byte by byte. */
export async function stateOf(root: string, artifacts: readonly Artifact[]): Promise<State> {
  const compared = await Promise.all(
    artifacts.map(async (artifact): Promise<Compared> => {
      const before = await readIfThere(join(root, artifact.path))
      return before ? { artifact, before } : { artifact }
    }),
  )
  const isCurrent = ({ artifact, before }: Compared) => before?.equals(Buffer.from(artifact.text)) === true
  const ours = new Set([...artifacts.map(({ path }) => path), ...writtenElsewhere])
  const present = await filesIn(root, 'generated')
  return {
    current: compared.filter(isCurrent).map(({ artifact }) => artifact),
    stale: compared.filter(it => !isCurrent(it)),
    extra: present.filter(path => !ours.has(path) && !temporary.test(basename(path)) && basename(path) !== '.DS_Store'),
  }
}

/** Files that a killed run left behind while it wrote these artifacts. Those of a run that is still alive are not ours. */
export async function leftoversOf(root: string, artifacts: readonly Artifact[]): Promise<readonly string[]> {
  const folders = new Set(['generated', ...artifacts.map(({ path }) => dirname(path))])
  const found: string[] = []
  for (const folder of folders) {
    for (const path of await filesIn(root, folder)) {
      const writer = temporary.exec(basename(path))?.[1]
      if (writer && !isAlive(Number(writer))) found.push(path)
    }
  }
  return found
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(orIfMissing([]))
  return entries
    .filter(entry => !entry.isDirectory())
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

function readIfThere(path: string): Promise<Buffer | undefined> {
  return readFile(path).catch(orIfMissing(undefined))
}

function orIfMissing<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value
    throw error
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
