import { describe, expect, test } from 'vitest'
import { compile, expand, type Options } from '../config-src/compiler/compile.ts'
import { rules } from '../config-src/compiler/rules/list.ts'

const host = 'docker: [{ image: cimg/base:2024.01 }]'
const build = (steps: string) => `jobs:\n  build:\n    ${host}\n    steps: [${steps}]\n`
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

/** Small texts that mean very much: each must be refused or read within a moment, whatever it would expand to. */
const bombs: Readonly<Record<string, string>> = {
  'commands that call two others': `version: 2.1\n${build('c0')}commands:\n${numbers(40)
    .map(i => `  c${i}: { steps: [c${i + 1}, c${i + 1}] }\n`)
    .join('')}  c40: { steps: [checkout] }\n`,
  'commands that call two others and do nothing': `version: 2.1\n${build('c0')}commands:\n${numbers(40)
    .map(i => `  c${i}: { steps: [c${i + 1}, c${i + 1}] }\n`)
    .join('')}  c40: { steps: [{ when: { condition: false, steps: [checkout] } }] }\n`,
  'steps that are passed on twice': `version: 2.1\n${build('c0: { s: [checkout] }')}commands:\n${numbers(40)
    .map(i => {
      const next = `{ c${i + 1}: { s: [{ steps: << parameters.s >> }, { steps: << parameters.s >> }] } }`
      return `  c${i}: { parameters: { s: { type: steps } }, steps: [${i < 39 ? next : '{ steps: << parameters.s >> }'}] }\n`
    })
    .join('')}`,
  'text that doubles': `version: 2.1\n${build('c0: { x: aaaaaaaa }')}commands:\n${numbers(40)
    .map(i => {
      const next = i < 39 ? `c${i + 1}: { x: "<< parameters.x >><< parameters.x >>" }` : 'run: << parameters.x >>'
      return `  c${i}:\n    parameters: { x: { type: string } }\n    steps:\n      - ${next}\n`
    })
    .join('')}`,
  'a chain of commands': `version: 2.1\n${build('c0')}commands:\n${numbers(20_000)
    .map(i => `  c${i}: { steps: [c${i + 1}] }\n`)
    .join('')}  c20000: { steps: [checkout] }\n`,
  'a chain of names': `version: 2.1\njobs: { build: { executor: e0, steps: [checkout] } }\nexecutors:\n${numbers(20_000)
    .map(i => `  e${i}: e${i + 1}\n`)
    .join('')}  e20000: { ${host} }\n`,
  'conditions in conditions': `version: 2.1\n${build(`${'{ when: { condition: true, steps: ['.repeat(190)}checkout${'] } }'.repeat(190)}`)}`,
  'requirements that nobody meets': `version: 2.1\n${build('checkout')}workflows:\n  w:\n    jobs:\n${numbers(1_500)
    .map(i => `      - build: { name: job-${i}, requires: [jbo-${i}, nothing-${i}] }\n`)
    .join('')}`,
  'one name for all': `version: 2.1\n${build('checkout')}workflows:\n  w:\n    jobs:\n${'      - build\n'.repeat(10_000)}`,
  'one name for different jobs': `version: 2.1\njobs:\n  j: { parameters: { n: { type: integer } }, ${host}, steps: [{ run: echo << parameters.n >> }] }\nworkflows:\n${numbers(
    4_000,
  )
    .map(i => `  w${i}: { jobs: [{ j: { n: ${i} } }] }\n`)
    .join('')}`,
  'requirements in diamonds, on tags': `version: 2.1\n${build('checkout')}workflows:\n  w:\n    jobs:\n${numbers(120)
    .map(i => {
      const filters = i === 0 ? 'branches: { only: main }' : 'tags: { only: /v.*/ }'
      const requires = numbers(Math.min(i, 6)).map(back => `deploy-${i - 1 - back}`)
      return `      - build: { name: deploy-${i}, requires: [${requires.join(', ')}], filters: { ${filters} } }\n`
    })
    .join('')}`,
  'a value on very many ways': `version: 2.1\n${build('c0: { x: << pipeline.git.branch >> }')}commands:\n${numbers(40)
    .map(i => {
      const next = `c${i + 1}: { x: << parameters.x >> }`
      const steps =
        i < 39
          ? `[{ ${next} }, { when: { condition: false, steps: [{ ${next} }] } }]`
          : '[{ run: echo << parameters.x >> }]'
      return `  c${i}: { parameters: { x: { type: string } }, steps: ${steps} }\n`
    })
    .join('')}`,
  'one long circle': `version: 2.1\n${build('checkout')}workflows:\n  w:\n    jobs:\n${numbers(5_000)
    .map(i => `      - build: { name: j${i}, requires: [j${(i + 1) % 5_000}] }\n`)
    .join('')}`,
  'unknown keys': `version: 2.1\n${build('checkout')}${numbers(3_000)
    .map(i => `    key${i}: 1\n`)
    .join('')}`,
  'a matrix of millions': `version: 2.1\njobs:\n  j: { parameters: {${'abcdefg'
    .split('')
    .map(p => `${p}: { type: integer }`)
    .join(
      ', ',
    )}}, ${host}, steps: [checkout] }\nworkflows:\n  w:\n    jobs:\n      - j: { matrix: { parameters: {${'abcdefg'
    .split('')
    .map(p => `${p}: [${numbers(12).join(', ')}]`)
    .join(', ')}} } }\n`,
}

/** Orbs that each import the next one twice. */
const orbs = new Map(
  numbers(30).map(i => {
    const next = i < 29 ? `orbs: { a: x/o${i + 1}@1.0.0, b: x/o${i + 1}@1.0.0 }\n` : ''
    return [`x/o${i}@1.0.0`, { file: `o${i}`, text: `version: 2.1\n${next}commands: { c: { steps: [checkout] } }\n` }]
  }),
)

/** Far above what any of them takes, on a machine that is busy with others. */
const longest = 30_000

function quickly(text: string, options: Options = {}): void {
  const start = performance.now()
  compile(text, { ...options, rules: { rules, level: 'pedantic' } })
  expand(text, options)
  expect(performance.now() - start).toBeLessThan(longest)
}

describe('small texts that mean much are read in a moment', () => {
  test.each(Object.entries(bombs))('%s', (_, text) => quickly(text))

  test('orbs that import two others', () => {
    quickly(`version: 2.1\norbs: { o: x/o0@1.0.0 }\n${build('o/c')}`, { orbs })
  })
})
