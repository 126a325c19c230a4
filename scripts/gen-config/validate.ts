import type { Expanded } from '../../config-src/compiler/3-expand/expanded.ts'
import { type Reach, reach } from '../../config-src/compiler/4-plan/reach.ts'
import { compile } from '../../config-src/compiler/compile.ts'
import { formatText } from '../../config-src/compiler/output/text.ts'
import type { Pipeline } from '../../config-src/model/pipeline.ts'
import { placeIn } from '../circlec/place.ts'
import type { Artifact } from './artifacts.ts'
import { planPage } from './page.ts'
import { prove } from './policy.ts'

/** A config that is about to be written, compiled, and who reaches its jobs. */
export interface Known {
  readonly path: string
  readonly expanded: Expanded
  readonly reach: Reach
}

/** What follows from the artifacts: what is wrong with them, or the page that says what they do. */
export type Validated = { readonly complaints: readonly string[] } | { readonly page: Artifact }

/**
 * Compiles the configs as CircleCI compiles them, by the same front door that `circlec check` uses, and proves the policy on
 * their text. Nothing is written where there are complaints, as text for the user.
 */
export function validate(pipeline: Pipeline, artifacts: readonly Artifact[]): Validated {
  const compiled = artifacts.filter(isConfig).map(({ path, text }) => {
    const { expanded, profile, diagnostics } = compile(text, { file: path, keepAll: true })
    return { path, text, expanded, profile, errors: diagnostics.filter(({ severity }) => severity === 'error') }
  })
  const errors = compiled.flatMap(one => (one.errors.length === 0 ? [] : [formatText(one.errors)]))
  if (errors.length > 0) return { complaints: errors }
  const known = compiled.flatMap(({ path, text, expanded, profile }) =>
    expanded ? [{ path, text, expanded, reach: reach({ expanded, profile, fixed: new Map() }) }] : [],
  )
  const complaints: string[] = []
  const proven: string[] = []
  for (const config of known.filter(({ expanded }) => !expanded.config.setup)) {
    const place = placeIn({ file: config.path, text: config.text })
    const proof = prove(pipeline, config.reach, place)
    complaints.push(...proof.violations.map(violation => `${config.path}: ${violation}`))
    proven.push(...proof.proven)
  }
  return complaints.length > 0 ? { complaints } : { page: planPage(pipeline, known, proven) }
}

function isConfig({ path }: Artifact): boolean {
  return path.endsWith('config.yml')
}
