import fc from 'fast-check'

/** A drawn config as text, and a pipeline to plan it for. */
export interface Draw {
  readonly text: string
  readonly ref: { readonly branch: string } | { readonly tag: string }
  readonly parameters: Readonly<Record<string, string>>
}

const names = [
  'main',
  'master',
  'master-old',
  'develop',
  'release-1',
  'release/2',
  'v1',
  'v1.0',
  'feature/x',
  'x',
  'FEATURE',
]
const patterns = [
  '.*',
  'master.*',
  'release[-/]\\d+',
  '^develop|master$',
  '(?i)feature.*',
  'v\\d+(\\.\\d+)*',
  '[^/]+',
  '.*-old',
  '(?:main|x)?',
  '\\bx\\b',
]

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const name = fc.constantFrom(...names)
const matcher = fc
  .oneof(
    name,
    fc.constantFrom(...patterns).map(pattern => `/${pattern}/`),
  )
  .map(quoted)
const matchers = fc.array(matcher, { maxLength: 3 }).map(all => `[${all.join(', ')}]`)
const section = fc.oneof(
  matchers.map(all => `{only: ${all}}`),
  matchers.map(all => `{ignore: ${all}}`),
  fc.tuple(matchers, matchers).map(([only, ignore]) => `{only: ${only}, ignore: ${ignore}}`),
  fc.constant('{}'),
)
const mapFilters = fc
  .record({ branches: fc.option(section), tags: fc.option(section) })
  .map(
    ({ branches, tags }) =>
      `{${[branches && `branches: ${branches}`, tags && `tags: ${tags}`].filter(Boolean).join(', ')}}`,
  )

const ref = fc.constantFrom('pipeline.git.branch', 'pipeline.git.tag')
const atom = fc.oneof(
  ref,
  fc
    .tuple(ref, fc.constantFrom('==', '!=', 'starts-with', 'contains'), name)
    .map(([of, how, text]) => `${of} ${how} "${text}"`),
  fc
    .tuple(ref, fc.constantFrom(...patterns))
    .map(([of, pattern]) => `${of} matches /${pattern.replaceAll('/', '\\/')}/`),
  fc.constantFrom(
    'true',
    'false',
    'pipeline.parameters.flag',
    'pipeline.parameters.kind == "b"',
    'pipeline.parameters.text == "main"',
  ),
  fc.constantFrom(
    'pipeline.parameters.text matches /ma.*/',
    'pipeline.parameters.count > 2',
    'pipeline.git.branch == pipeline.parameters.text',
  ),
)
const { expression } = fc.letrec<{ expression: string }>(tie => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    tie('expression').map(inner => `not (${inner})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('and', 'or'), tie('expression'))
      .map(([left, how, right]) => `(${left} ${how} ${right})`),
  ),
}))

const value = fc.oneof(
  name.map(quoted),
  fc.constantFrom(
    '<< pipeline.git.branch >>',
    '<< pipeline.git.tag >>',
    '<< pipeline.parameters.flag >>',
    '<< pipeline.parameters.text >>',
    '<< pipeline.parameters.kind >>',
    'true',
    '""',
  ),
)
const { logic } = fc.letrec<{ logic: string }>(tie => ({
  logic: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    value,
    fc.array(value, { minLength: 1, maxLength: 3 }).map(all => `{equal: [${all.join(', ')}]}`),
    fc
      .tuple(fc.constantFrom(...patterns), ref)
      .map(([pattern, of]) => `{matches: {pattern: ${quoted(pattern)}, value: << ${of} >>}}`),
    tie('logic').map(inner => `{not: ${inner}}`),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('logic'), { minLength: 1, maxLength: 3 }))
      .map(([how, all]) => `{${how}: [${all.join(', ')}]}`),
  ),
}))

const job = fc.record({
  filters: fc.option(fc.oneof(mapFilters, expression.map(quoted))),
  requires: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
  approval: fc.boolean(),
})
const condition = fc.option(fc.tuple(fc.constantFrom('when', 'unless'), fc.oneof(expression.map(quoted), logic)))

/** Configs with filters of all forms, graphs of requirements and conditions, each with a pipeline (S23). */
export const draws: fc.Arbitrary<Draw> = fc
  .record({
    jobs: fc.array(job, { minLength: 1, maxLength: 6 }),
    condition,
    ref: fc.oneof(
      name.map(branch => ({ branch })),
      name.map(tag => ({ tag })),
    ),
    flag: fc.constantFrom('true', 'false'),
    kind: fc.constantFrom('a', 'b'),
    text: fc.constantFrom('main', 'mast', 'x', ''),
    count: fc.constantFrom('0', '2', '3'),
  })
  .map(({ jobs, condition: when, ref: of, ...parameters }) => {
    const entries = jobs.map(({ filters, requires, approval }, at) => {
      const before = [...new Set(requires.filter(one => one < at).map(one => `j${one}`))]
      const settings = [
        `name: j${at}`,
        before.length > 0 ? `requires: [${before.join(', ')}]` : undefined,
        filters === null ? undefined : `filters: ${filters}`,
        approval ? 'type: approval' : undefined,
      ].filter(one => one !== undefined)
      return `      - j: {${settings.join(', ')}}`
    })
    return { text: config(entries, when), ref: of, parameters }
  })

function config(entries: readonly string[], when: readonly [string, string] | null): string {
  return [
    'version: 2.1',
    'parameters:',
    '  flag: {type: boolean, default: false}',
    '  kind: {type: enum, enum: [a, b], default: a}',
    '  text: {type: string, default: ""}',
    '  count: {type: integer, default: 0}',
    'jobs:',
    '  j: {docker: [{image: x}], steps: [checkout]}',
    'workflows:',
    '  w:',
    ...(when ? [`    ${when[0]}: ${when[1]}`] : []),
    '    jobs:',
    ...entries,
    '',
  ].join('\n')
}
