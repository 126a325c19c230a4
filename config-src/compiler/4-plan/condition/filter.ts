import type { Filters, Matcher, Section } from '../../3-expand/filter/read.ts'
import { either, exactly, except, matching, type Names } from '../language/names.ts'
import { namesOf, type World } from './over.ts'

/** Whether the pipeline is for a branch or for a tag. */
export type RefKind = 'branch' | 'tag'

/** The names of branches, or of tags, that filters let pass; without filters that is every branch and no tag (S17.4, S17.11). */
export function filterNames(filters: Filters | undefined, kind: RefKind, world: World): Names {
  const { languages } = world
  const otherwise = exactly(kind === 'branch' ? languages.all : languages.none)
  if (filters === undefined) return otherwise
  if (filters.kind === 'expression') return filters.expr ? namesOf(filters.expr, world) : exactly(languages.none)
  const section = kind === 'branch' ? filters.branches : filters.tags
  return section ? sectionNames(section, otherwise, world) : otherwise
}

function sectionNames({ only, ignore }: Section, otherwise: Names, world: World): Names {
  if (only) return matcherNames(only, world)
  return ignore ? except(world.languages, matcherNames(ignore, world)) : otherwise
}

function matcherNames(matchers: readonly Matcher[], { languages, profile }: World): Names {
  return matchers.reduce<Names>(
    (names, { kind, source }) =>
      either(
        languages,
        names,
        kind === 'literal' ? exactly(languages.literal(source)) : matching(languages, source, profile),
      ),
    exactly(languages.none),
  )
}
