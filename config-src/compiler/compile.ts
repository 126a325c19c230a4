import { type Document, parse as parseYaml } from './1-parse/parse.ts'
import type { Config } from './2-resolve/config.ts'
import type { OrbSources } from './2-resolve/orbs.ts'
import { resolve } from './2-resolve/resolve.ts'
import { expand as expandConfig } from './3-expand/expand.ts'
import type { Expanded } from './3-expand/expanded.ts'
import type { Value } from './3-expand/run.ts'
import type { Profile } from './3-expand/scope.ts'
import { keepFor } from './4-plan/keep.ts'
import { treeOf } from './5-render/config.ts'
import { render, trailer } from './5-render/expanded.ts'
import { collect } from './diagnostics/collect.ts'
import { error, warning } from './diagnostics/complain.ts'
import type { Diagnostic, Span } from './diagnostics/diagnostic.ts'
import { type Checking, checkRules } from './rules/run.ts'

/** What a compilation depends on besides the text: nothing else can change its result (S0.5). */
export interface Options {
  /** What to call the text in places: a path, or `-`. */
  readonly file?: string
  /** The generation of the server's compiler; by default `next`, and `legacy` for version 2 files (S0.3). */
  readonly compiler?: Profile
  /** Pipeline values by full name (`pipeline.git.branch`); the others are null. */
  readonly values?: Readonly<Record<string, Value>>
  /** Pipeline parameters by name; the others have their defaults. */
  readonly parameters?: Readonly<Record<string, Value>>
  /** Pipeline parameters as texts, which are read by the declared type of each. */
  readonly parameterTexts?: Readonly<Record<string, string>>
  /** Values that the call which continues a pipeline sends along: they must not differ from those above (S19.8). */
  readonly continuation?: Readonly<Record<string, Value>>
  /** Sources of published orbs, by `namespace/name@version`. */
  readonly orbs?: OrbSources
  /** Whether parts that CircleCI does not look at are checked too, as warnings; by default they are (S1.10). */
  readonly lint?: boolean
  /** Whether workflows are kept whatever their `when` says; by default they are not. */
  readonly keepAll?: boolean
  /** The rules that look at the result; by default none do. The list of all of them is in `rules/list.ts`. */
  readonly rules?: Checking | false
}

/** What is known of a text: as far as the phases came, and every complaint, sorted by place. */
export interface Compiled {
  readonly document?: Document
  readonly config?: Config
  readonly expanded?: Expanded
  readonly profile: Profile
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads a text as YAML the way CircleCI does (S2), with a place for every value. */
export function parse(
  text: string,
  file = '-',
): { readonly document: Document | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const complaints = collect()
  const document = parseYaml({ file, text }, complaints.report)
  return { document, diagnostics: complaints.sorted() }
}

/** Compiles a config as CircleCI's server does (S3.1). Never throws on any text: what is wrong is in `diagnostics`. */
export function compile(text: string, options: Options = {}): Compiled {
  const complaints = collect()
  const document = parseYaml({ file: options.file ?? '-', text }, complaints.report)
  const orbs = options.orbs ?? new Map()
  const config = document && resolve(document, orbs, complaints.report)
  const profile = options.compiler ?? (config?.version === '2' ? 'legacy' : 'next')
  if (config?.version === '2') reportOldVersion(config, profile, complaints.report)
  const {
    values = {},
    parameters = {},
    parameterTexts = {},
    continuation = {},
    lint = true,
    keepAll = false,
    rules,
  } = options
  const settings = { profile, values, parameters, parameterTexts, continuation, orbs, lint, keepAll }
  const expanded = config && expandConfig(config, settings, complaints.report)
  return {
    ...(document ? { document } : {}),
    ...(config ? { config } : {}),
    ...(expanded ? { expanded } : {}),
    profile,
    diagnostics:
      rules && document
        ? checkRules({ document, config, expanded, profile, orbs }, rules, complaints)
        : complaints.sorted(),
  }
}

/** The next compiler refuses version 2; unless it was asked for, such a file is read as the legacy one read it (S1.3). */
function reportOldVersion(config: Config, profile: Profile, report: (diagnostic: Diagnostic) => void): void {
  const entry =
    config.document.root.kind === 'map' ? config.document.root.entries.find(({ key }) => key === 'version') : undefined
  const span = entry?.value.span ?? config.document.root.span
  const refused = profile === 'next'
  const message = refused
    ? 'unsupported or missing workflows config version: the next compiler refuses version 2'
    : 'version 2 is read as the legacy compiler read it: the next one refuses it'
  report({
    ...warning('deprecated/version-2', span, message, 'write "version: 2.1"'),
    severity: refused ? 'error' : 'warning',
  })
}

/** A compiled config as text, with the place in the source that each line came from; or nothing, where there are errors. */
export interface ExpandedText {
  readonly text?: string
  readonly lines: readonly (Span | undefined)[]
  readonly diagnostics: readonly Diagnostic[]
}

/** How a compiled config is printed. */
export interface Printing {
  /** Whether the source follows behind `# ` (FACTS 9). */
  readonly trailer?: boolean
  /**
   * Whether jobs are left out of workflows whose filter does not match the branch or tag that is set. An output of 2023 shows
   * the server doing so (FACTS 8.11), all others do not, and what it does today is unverified (S17.17).
   */
  readonly pruneFiltered?: boolean
}

/** Prints a config as `circleci config process` does (S21, FACTS 1 to 3). */
export function expand(text: string, options: Options & Printing = {}): ExpandedText {
  const { expanded, diagnostics } = compile(text, { lint: false, ...options })
  if (!expanded || diagnostics.some(({ severity }) => severity === 'error')) return { lines: [], diagnostics }
  if (expanded.missingOrbs.length > 0) return { lines: [], diagnostics: [...diagnostics, missingOrbs(expanded)] }
  const keep = options.pruneFiltered ? keepFor(options.values ?? {}) : undefined
  const rendered = render(treeOf(expanded, keep))
  const head = expanded.headers.map(line => `${line}\n`).join('')
  const lines = [...expanded.headers.map(() => undefined), ...rendered.lines]
  return { text: head + rendered.text + (options.trailer ? trailer(text) : ''), lines, diagnostics }
}

function missingOrbs({ config, missingOrbs: names }: Expanded): Diagnostic {
  const span = { source: config.document.source, start: 0, end: 0 }
  const message = `what a workflow runs comes from orbs whose source was not given: ${names.join(', ')}`
  const published = names.find(name => /^[^<]+@[^<]+$/.test(name))
  const help = published
    ? `give each with --orb ${published}=FILE, or a folder of them with --orbs DIR`
    : names.some(name => name.includes('<<'))
      ? 'set the pipeline values in the reference with --value, then give its source with --orb'
      : 'write the orb into the config where it stands as an empty map'
  return error('orb/not-given', span, message, help)
}
