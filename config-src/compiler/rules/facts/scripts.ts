import { get } from '../../1-parse/build.ts'
import type { Node, ScalarNode } from '../../1-parse/node.ts'
import { placesIn } from '../../1-parse/within.ts'
import { parseTemplate } from '../../3-expand/template/parse.ts'
import { scanTemplate } from '../../3-expand/template/scan.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import type { JobUse } from './jobs.ts'
import { faultOf, isPlain, parseShell, type Shell } from './shell.ts'
import type { Step } from './steps.ts'

/** The text of a `run` step. */
export interface Script {
  readonly step: Step
  /** The command as it is written. */
  readonly scalar: ScalarNode
  /** The settings of the step, where it has any besides its command. */
  readonly settings: Node | undefined
  /** The shells that read it, as the steps, jobs and executors that use it say; the default where they say none. */
  readonly shells: readonly string[]
  /** Jobs that run it, after expansion. */
  readonly jobs: readonly JobUse[]
  /** Its parse; undefined where no shell of the Bourne family reads it, or it cannot be read. Templates are words there. */
  readonly shell: () => Shell | undefined
  /** The same for who looks only at scripts that hold some word: most scripts are passed over at once. */
  readonly shellWith: (word: RegExp) => Shell | undefined
  /** A stretch of it as it is written, templates included. */
  readonly textOf: (part: { readonly pos: number; readonly end: number }) => string
  /** The first thing in it that bash cannot read, where it is bash that reads it. */
  readonly fault: () => { readonly message: string; readonly pos: number } | undefined
  /** The place of a stretch of its text. */
  readonly spanOf: (part: { readonly pos: number; readonly end: number }) => Span
}

/** The shell of a `run` step where nobody says another (S9.8). */
export const defaultShell = '/bin/bash -eo pipefail'

/** Finds the scripts of a config. */
export function scriptsOf(facts: {
  readonly steps: () => readonly Step[]
  readonly jobs: () => readonly JobUse[]
}): readonly Script[] {
  const uses = usesByPlace(facts.jobs())
  return facts.steps().flatMap((step): Script[] => {
    const isRun = (step.name === 'run' || step.name === 'deploy') && !step.owner.home.commands.has(step.name)
    if (!isRun || !step.body) return []
    const settings = step.body.kind === 'map' ? step.body : undefined
    const scalar = settings ? get(settings, 'command') : step.body
    if (scalar?.kind !== 'scalar' || scalar.type !== 'string') return []
    return [scriptOf({ step, scalar, settings }, uses.get(placeOf(scalar)) ?? [])]
  })
}

interface Use {
  readonly job: JobUse
  readonly shell: string
}

function scriptOf(
  { step, scalar, settings }: Pick<Script, 'step' | 'scalar' | 'settings'>,
  uses: readonly Use[],
): Script {
  const own = shellText(get(settings, 'shell'))
  // What a template puts there is known where the step runs.
  const isKnown = own !== undefined && (uses.length === 0 || !own.includes('<<'))
  const shells = isKnown ? [own] : uses.length > 0 ? [...new Set(uses.map(({ shell }) => shell))] : [defaultShell]
  let parsed: { readonly shell: Shell | undefined } | undefined
  const shell = () => {
    parsed ??= {
      shell: shells.every(isBourne) && !hasOtherShebang(scalar.text) ? parseShell(cut(scalar.text)) : undefined,
    }
    return parsed.shell
  }
  const shellWith: Script['shellWith'] = word => (word.test(scalar.text) ? shell() : undefined)
  const isBash = shells.every(one => /(^|\/)(ba)?sh(\s|$)/.test(one)) && !hasOtherShebang(scalar.text)
  const fault: Script['fault'] = () =>
    isBash && !isPlain(scalar.text) && !shell() ? faultOf(cut(scalar.text)) : undefined
  let places: ReturnType<typeof placesIn> | undefined
  const spanOf: Script['spanOf'] = ({ pos, end }) => {
    places ??= placesIn(scalar)
    return places(pos, end)
  }
  const textOf: Script['textOf'] = ({ pos, end }) => scalar.text.slice(pos, end)
  return { step, scalar, settings, shells, jobs: uses.map(({ job }) => job), shell, shellWith, fault, spanOf, textOf }
}

function usesByPlace(jobs: readonly JobUse[]): ReadonlyMap<string, readonly Use[]> {
  const found = new Map<string, Use[]>()
  for (const job of jobs) {
    const shell = shellText(get(job.job?.body, 'shell')) ?? guessShell(job)
    for (const { name, body } of job.steps) {
      const command = name === 'run' || name === 'deploy' ? get(body, 'command') : undefined
      if (!command) continue
      const place = placeOf(command)
      const uses = found.get(place) ?? []
      uses.push({ job, shell: shellText(get(body, 'shell')) ?? shell })
      found.set(place, uses)
    }
  }
  return found
}

/** An executor from an orb that was not given may bring a shell of its own; that of Windows is known. */
function guessShell({ job, opaque }: JobUse): string {
  const executor = get(job?.definition?.node, 'executor')
  const name = executor?.kind === 'map' ? get(executor, 'name') : executor
  const isWindows = name?.kind === 'scalar' && /(^|\/|-)win/i.test(name.text)
  const image = get(get(job?.body, 'machine'), 'image')
  if (image?.kind === 'scalar' && /windows/i.test(image.text)) return 'powershell.exe'
  return isWindows && (opaque || !get(job?.body, 'shell')) ? 'powershell.exe' : defaultShell
}

function shellText(node: Node | undefined): string | undefined {
  if (node?.kind === 'seq') return node.items.map(item => (item.kind === 'scalar' ? item.text : '')).join(' ')
  return node?.kind === 'scalar' && node.type === 'string' && node.text !== '' ? node.text : undefined
}

function isBourne(shell: string): boolean {
  return /(^|[/\\\s])(ba|da|k|z|a)?sh(\.exe)?(\s|$)/.test(shell) || shell.startsWith('<<')
}

function hasOtherShebang(text: string): boolean {
  const line = /^\s*#!(.*)/.exec(text)?.[1]
  return line !== undefined && !isBourne(line.replace(/^\s*\/usr\/bin\/env\s+/, ''))
}

/** The place of a value as one text: an expansion makes further nodes of what stands in one place. */
export function placeOf({ span }: { readonly span: Span }): string {
  return `${span.source.file}:${span.start}`
}

/**
 * The script that a template leaves behind, of the same length, so that places stay: a tag becomes a word of capital T and
 * underscores, tags of sections become blanks, and the backslash before a literal `<<` one more.
 */
function cut(text: string): string {
  if (!text.includes('<<')) return text
  let out = text
  for (const { text: lexeme, start, end, escaped } of scanTemplate(text)) {
    if (escaped) out = replace(out, start, lexeme.replace('\\', ' '))
    else if (lexeme === '') out = replace(out, start, ' '.repeat(end - start))
  }
  return fillTags(out, text)
}

function fillTags(out: string, text: string): string {
  let filled = out
  const visit = (parts: ReturnType<typeof parseTemplate>['parts']): void => {
    for (const part of parts) {
      if (part.kind === 'tag') filled = replace(filled, part.start, `T${'_'.repeat(part.end - part.start - 1)}`)
      if (part.kind === 'section') visit(part.parts)
    }
  }
  visit(parseTemplate(text).parts)
  return filled.replace(/<<[#^/][^>]*>>/g, tag => ' '.repeat(tag.length))
}

function replace(text: string, start: number, by: string): string {
  return text.slice(0, start) + by + text.slice(start + by.length)
}
