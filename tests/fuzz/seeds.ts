import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { conformanceCases } from '../conformance.ts'
import { casesIn, fixtures, readIn } from '../fixtures.ts'

/** Configs that inputs are made of: those of all fixtures, and the smaller ones that CircleCI has compiled. */
export function seeds(): readonly string[] {
  const areas = readdirSync(fixtures).filter(area => area === 'check' || area === 'expand')
  const own = areas.flatMap(area => casesIn(area).map(({ folder }) => readIn(folder, 'input.yml') ?? ''))
  const real = conformanceCases().map(({ folder }) => readIn(folder, 'input.yml') ?? '')
  const all = [...own, ...real.filter(text => text.length < 8_000)]
  if (all.length === 0) throw new Error(`no inputs in ${join(fixtures, 'check')}`)
  return all
}
