import { run } from '../process.ts'

/** The files that changed since a base, or the reason why nobody can tell. */
export type Changes =
  | { readonly known: true; readonly files: readonly string[] }
  | { readonly known: false; readonly why: string }

/** Asks git which files differ between `base` and the commit that is checked out in `folder`. */
export async function changesSince(base: string, folder: string): Promise<Changes> {
  if (base === '')
    return unknown('there is no base revision: this is the first build of the branch, or not one of a push')
  if (!/^[0-9a-f]{7,64}$/i.test(base)) return unknown(`the base "${base}" is not a revision`)
  const git = (...args: string[]) => run('git', args, { cwd: folder })
  const shallow = await git('rev-parse', '--is-shallow-repository')
  if (shallow.exitCode !== 0) return unknown(`git does not answer: ${shallow.stderr.trim()}`)
  if (shallow.stdout.trim() === 'true') return unknown('the clone is shallow, so that the base may be missing from it')
  if ((await git('cat-file', '-e', `${base}^{commit}`)).exitCode !== 0) {
    return unknown(`the base ${base} is not in the repository: the branch was rewritten`)
  }
  if ((await git('merge-base', '--is-ancestor', base, 'HEAD')).exitCode !== 0) {
    return unknown(`the base ${base} is not behind the checked out commit: the branch was rewritten`)
  }
  // Without renames: a file that moved changed both where it was and where it is, and a blobless clone needs no contents.
  const diff = await git('diff', '--name-only', '--no-renames', '-z', base, 'HEAD')
  if (diff.exitCode !== 0) return unknown(`git cannot compare: ${diff.stderr.trim()}`)
  const files = diff.stdout.split('\0').filter(file => file !== '')
  return files.length === 0
    ? unknown('nothing differs from the base: somebody asked for this run again')
    : { known: true, files }
}

function unknown(why: string): Changes {
  return { known: false, why }
}

/** A folder whose changes matter, and the pipeline parameter that says so. */
export interface Watched {
  readonly folder: string
  readonly parameter: string
}

/** The parameters of the continuation: true where the folder changed, and everywhere when nobody can tell or the pipeline itself changed. */
export function parametersFor(changes: Changes, watched: readonly Watched[]): Readonly<Record<string, boolean>> {
  const everything = !changes.known || changes.files.some(isPipeline)
  const files = changes.known ? changes.files : []
  return Object.fromEntries(
    watched.map(({ folder, parameter }) => [
      parameter,
      everything || files.some(file => file.startsWith(`${folder}/`)),
    ]),
  )
}

/** Whether a file can change what the jobs of every folder do. */
export function isPipeline(file: string): boolean {
  return /^(\.circleci|config-src|generated|scripts)\/|^(package(-lock)?\.json|\.npmrc)$/.test(file)
}
