import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pipelineValues } from '../config-src/compiler/2-resolve/pipeline-values.ts'
import { compilePattern } from '../config-src/compiler/3-expand/pattern/compile.ts'
import { Languages } from '../config-src/compiler/4-plan/language/languages.ts'
import { witness } from '../config-src/compiler/4-plan/language/witness.ts'
import { plan } from '../config-src/compiler/4-plan/plan.ts'
import { type JobReach, type Reach, reach } from '../config-src/compiler/4-plan/reach.ts'
import { compile } from '../config-src/compiler/compile.ts'
import { type Draw, draws } from './plan/draw.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 0)

const algebra = new Languages()

/** Which jobs a plan says run. */
function planned({ text, ref, parameters }: Draw): ReadonlySet<string> {
  const branch = 'branch' in ref ? ref.branch : null
  const tag = 'tag' in ref ? ref.tag : null
  const values = { 'pipeline.git.branch': branch, 'pipeline.git.tag': tag }
  const { expanded } = compile(text, { values, parameterTexts: parameters, lint: false })
  if (!expanded) throw new Error(`a draw that does not compile:\n${text}`)
  const { workflows } = plan({ expanded, ref: branch === null ? { tag: tag ?? '' } : { branch }, report: () => {} })
  return new Set(workflows.flatMap(({ jobs }) => jobs).flatMap(job => (job.reason ? [] : [job.entry.name])))
}

/** What is proven of the same config, with the parameters fixed or free. */
function proven({ text, parameters }: Draw, isFixed: boolean): Reach {
  const { expanded } = compile(text, { keepAll: true, lint: false })
  if (!expanded) throw new Error(`a draw that does not compile:\n${text}`)
  const { flag, kind, text: word, count } = parameters
  const given = { flag: flag === 'true', kind, text: word, count: Number(count) }
  const fixed = new Map<string, string | number | boolean | undefined>()
  if (isFixed) {
    for (const [name, value] of Object.entries(given)) fixed.set(`pipeline.parameters.${name}`, value)
    for (const name of pipelineValues.keys()) if (!name.startsWith('pipeline.git.')) fixed.set(name, undefined)
  }
  return reach({ expanded, profile: 'next', fixed, languages: algebra })
}

function stateOf({ languages }: Reach, job: JobReach, { ref }: Draw): Record<'may' | 'surely' | 'always', boolean> {
  const [kind, name] = 'branch' in ref ? (['branch', ref.branch] as const) : (['tag', ref.tag] as const)
  const { some, always } = job[kind]
  return {
    may: languages.has(some.may, name),
    surely: languages.has(some.must, name),
    always: languages.has(always, name),
  }
}

describe('a plan never contradicts the proof', () => {
  test('for random configs, branches, tags and parameters', () => {
    fc.assert(
      fc.property(draws, draw => {
        const running = planned(draw)
        const exact = proven(draw, true)
        for (const job of exact.jobs) {
          const { may, surely } = stateOf(exact, job, draw)
          // With everything fixed both bounds are the same, and are what runs.
          expect([may, surely]).toEqual([running.has(job.entry.name), running.has(job.entry.name)])
        }
        const free = proven(draw, false)
        for (const job of free.jobs) {
          const { may, always } = stateOf(free, job, draw)
          if (running.has(job.entry.name)) expect(may).toBe(true)
          else expect(always).toBe(false)
        }
      }),
      { numRuns: runs > 0 ? Math.min(runs, 20_000) : 500 },
    )
  }, 3_600_000)
})

describe('a pattern as an automaton matches what the engine matches', () => {
  const languages = new Languages()
  const piece = fc.constantFrom(
    'a',
    'b',
    '-',
    '/',
    '\\d',
    '\\w',
    '[ab]',
    '[^a]',
    '.',
    '\\.',
    '^',
    '$',
    '\\b',
    '(?:a|b-)',
    '\\x41',
    '\\pL',
    '[[:digit:]]',
  )
  const pattern = fc
    .array(fc.tuple(piece, fc.constantFrom('', '', '', '*', '+', '?', '{1,2}')), { maxLength: 6 })
    .map(all =>
      // A quantifier behind an assertion is refused by RE2's other readers.
      all.map(([one, many]) => (/^(?:\^|\$|\\b)$/.test(one) ? one : one + many)).join(''),
    )
  const alternatives = fc
    .tuple(pattern, fc.option(pattern), fc.constantFrom('', '(?i)'))
    .map(([left, right, flags]) => `${flags}${left}${right === null ? '' : `|${right}`}`)
  const name = fc
    .array(fc.constantFrom('a', 'b', 'A', '-', '/', '1', '.', 'x', 'é'), { minLength: 1, maxLength: 7 })
    .map(all => all.join(''))

  test('for random patterns and names that git allows', () => {
    fc.assert(
      fc.property(alternatives, fc.array(name, { minLength: 1, maxLength: 10 }), (source, words) => {
        const compiled = compilePattern(source, 'next')
        fc.pre(compiled.ok)
        const language = languages.pattern(source, 'next')
        for (const word of words) {
          if (!languages.has(languages.all, word)) continue
          expect([word, languages.has(language, word)]).toEqual([word, compiled.ok && compiled.matches(word)])
        }
        const example = witness(languages, language, [])
        if (example !== undefined) expect(compiled.ok && compiled.matches(example)).toBe(true)
      }),
      { numRuns: runs > 0 ? Math.min(runs, 20_000) : 500 },
    )
  }, 3_600_000)

  test('forty patterns in a chain end in bounded time', () => {
    const many = Array.from(
      { length: 40 },
      (_, at) =>
        `      - j: {name: j${at}${at > 0 ? `, requires: [j${at - 1}]` : ''}, filters: {branches: {only: '/.*a${at}.*b${at}.*/'}}}`,
    )
    const text = [
      'version: 2.1',
      'jobs:',
      '  j: {docker: [{image: x}], steps: [checkout]}',
      'workflows:',
      '  w:',
      '    jobs:',
      ...many,
      '',
    ].join('\n')
    const { expanded } = compile(text, { keepAll: true, lint: false })
    if (!expanded) throw new Error('it does not compile')
    const started = process.cpuUsage()
    const found = reach({ expanded, profile: 'next', fixed: new Map() })
    // Time of the processor, as the machine may be busy with other things: half a second where this was written.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(10_000)
    expect(found.jobs.at(-1)?.branch.some.reasons.join()).toContain('these filters together')
  })
})
