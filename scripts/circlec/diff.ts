import { existsSync } from 'node:fs'
import { type Command, InvalidArgumentError } from 'commander'
import { isEqual } from '../../config-src/compiler/4-plan/diff/compare.ts'
import type { Difference } from '../../config-src/compiler/4-plan/diff/difference.ts'
import type { Source } from '../../config-src/compiler/diagnostics/diagnostic.ts'
import type { Io } from '../io.ts'
import { compareTexts, type Texts } from './compare.ts'
import { exit, UsageError } from './exit.ts'
import { defaultFile, readText } from './input.ts'
import type { Run } from './main.ts'
import { textOf } from './print.ts'
import { commitOf, textAt } from './revision.ts'
import { addCompilerOptions, addParameterOptions, type CommonOptions, settingsOf } from './settings.ts'

/** What is compared where no file is named: the config, and the one that a setup workflow here goes on with. */
const usual = [defaultFile, 'generated/config.yml'] as const

interface DiffOptions extends CommonOptions {
  readonly base?: string
  readonly format: string
  readonly exitCode?: boolean
}

const examples = `
Examples:
  npm run circlec -- diff old.yml new.yml
  npm run circlec -- diff --base main                       the configs of the working tree against those of main
  npm run circlec -- diff --base HEAD~1 generated/config.yml
  npm run circlec -- diff v1.0 main                         two revisions
  npm run circlec -- diff main:.circleci/config.yml new.yml
  npm run -s circlec -- diff --base origin/main --format markdown > comment.md
  npm run circlec -- diff --base main --exit-code           exit 1 when the behaviour changed

Exit codes:
  0  compared
  1  with --exit-code: the behaviour changed
  2  wrong usage
  3  a config that CircleCI would refuse, or a failure of ours`

/** Defines `circlec diff`. */
export function define(command: Command, run: Run): void {
  addParameterOptions(addCompilerOptions(command))
    .description(
      'Say what a change of a config does: jobs, steps, contexts, and which branches and tags reach each job.',
    )
    .argument('[sides...]', 'OLD and NEW: files, REVISION:FILE, or revisions of git; with --base: the files')
    .option(
      '--base <revision>',
      `compare the files of the working tree (default: ${usual.join(' and ')}) with a revision`,
    )
    .option('--format <format>', 'text, markdown (for a comment on a pull request) or json', format, 'text')
    .option('--exit-code', 'exit 1 when the behaviour changed')
    .addHelpText('after', examples)
    .action((sides: string[], options: DiffOptions) => run(io => diff(sides, options, io)))
}

/** Two sides under the name that a reader knows them by. */
interface Named extends Texts {
  readonly title: string
}

interface Done extends Named {
  readonly difference: Difference
}

async function diff(named: readonly string[], options: DiffOptions, io: Io): Promise<number> {
  const { values = {}, ...settings } = await settingsOf(options)
  const asked = options.base === undefined ? await twoSides(named) : await againstBase(options.base, named)
  const done: Done[] = []
  for (const one of asked) {
    const compared = compareTexts(one, { ...settings, values, parameterTexts: options.param ?? {} })
    if ('errors' in compared) {
      io.err(await textOf(compared.errors, 1, io))
      return exit.failure
    }
    done.push({ ...one, difference: compared.difference })
  }
  io.out(await formatted(done, options.format, io))
  return options.exitCode && done.some(({ difference }) => !isEqual(difference)) ? exit.problems : exit.clean
}

async function againstBase(base: string, named: readonly string[]): Promise<readonly Named[]> {
  const commit = await commitOf(base)
  if (commit === undefined) throw new UsageError(`git knows no revision "${base}"`)
  const files = named.length > 0 ? [...new Set(named)] : usual
  const found: Named[] = []
  for (const file of files) {
    const text = await textAt(commit, file)
    const old = text === undefined ? {} : { old: { file: `${base}:${file}`, text } }
    const now = named.length > 0 || existsSync(file) ? await workingTree(file, text !== undefined) : {}
    if ('old' in old || 'new' in now) found.push({ title: file, ...old, ...now })
  }
  if (found.length === 0) throw new UsageError(`neither here nor at "${base}" is there a ${files.join(' or ')}`)
  return found
}

/** A file that is gone from the working tree is one that was removed. */
async function workingTree(file: string, wasThere: boolean): Promise<Pick<Texts, 'new'>> {
  return wasThere && !existsSync(file) ? {} : { new: { file, text: await readText(file) } }
}

async function twoSides([old, now, ...more]: readonly string[]): Promise<readonly Named[]> {
  if (old === undefined || now === undefined || more.length > 0)
    throw new UsageError('diff needs two sides, OLD and NEW, or --base REVISION; see circlec diff --help')
  const [first, second] = [await revisionOf(old), await revisionOf(now)]
  if (first !== undefined && second !== undefined) return betweenRevisions([old, now], [first, second])
  const [before, after] = [await sideOf(old), await sideOf(now)]
  return [{ title: after.file, old: before, new: after }]
}

/** The commit that is meant where a name is no file; a file goes before a revision of the same name. */
async function revisionOf(name: string): Promise<string | undefined> {
  return name === '-' || existsSync(name) || name.includes(':') ? undefined : commitOf(name)
}

async function betweenRevisions(
  [old, now]: readonly [string, string],
  [before, after]: readonly [string, string],
): Promise<readonly Named[]> {
  const found: Named[] = []
  for (const file of usual) {
    const texts = { old: await textAt(before, file), new: await textAt(after, file) }
    if (texts.old === undefined && texts.new === undefined) continue
    found.push({
      title: file,
      ...(texts.old === undefined ? {} : { old: { file: `${old}:${file}`, text: texts.old } }),
      ...(texts.new === undefined ? {} : { new: { file: `${now}:${file}`, text: texts.new } }),
    })
  }
  if (found.length === 0) throw new UsageError(`neither "${old}" nor "${now}" has a ${usual.join(' or ')}`)
  return found
}

/** A file, `REVISION:FILE`, or the usual config of a revision. */
async function sideOf(name: string): Promise<Source> {
  if (name === '-' || existsSync(name)) return { file: name, text: await readText(name) }
  const at = name.indexOf(':')
  const revision = at < 0 ? name : name.slice(0, at)
  const path = at < 0 ? defaultFile : name.slice(at + 1)
  const commit = await commitOf(revision)
  if (commit === undefined) throw new UsageError(`cannot read ${name}: it is neither a file nor a revision of git`)
  const text = await textAt(commit, path)
  if (text === undefined) throw new UsageError(`cannot read ${path} at "${revision}": there is no such file`)
  return { file: `${revision}:${path}`, text }
}

async function formatted(done: readonly Done[], name: string, io: Io): Promise<string> {
  const { tell } = await import('../../config-src/compiler/5-render/diff/tell.ts')
  if (name === 'json') {
    const { diffData } = await import('../../config-src/compiler/5-render/diff/json.ts')
    const comparisons = done.map(({ old, new: now, difference }) => ({
      old: old?.file ?? null,
      new: now?.file ?? null,
      ...diffData(difference),
    }))
    return `${JSON.stringify({ version: 1, comparisons }, null, 2)}\n`
  }
  if (name === 'markdown') {
    const { diffMarkdown } = await import('../../config-src/compiler/5-render/diff/markdown.ts')
    return done
      .map(({ title, difference }) => diffMarkdown(tell(difference), `What changes in \`${title}\``))
      .join('\n')
  }
  const { diffText } = await import('../../config-src/compiler/5-render/diff/text.ts')
  const paint = io.colour ? (await import('./paint.ts')).paintDiff : undefined
  const texts = done.map(({ title, difference }) => {
    const text = diffText(tell(difference), paint)
    return done.length === 1 ? text : `${title}:${text.includes('\n\n') ? '\n\n' : ' '}${text}`
  })
  return texts.join('\n')
}

function format(text: string): string {
  if (text === 'text' || text === 'markdown' || text === 'json') return text
  throw new InvalidArgumentError('it is text, markdown or json.')
}
