import { expect, test } from 'vitest'
import { root } from '../scripts/root.ts'
import { runWithInput } from './run.ts'

const patient = { timeout: 300_000 }

test('biome finds nothing to complain about, and nothing to format', patient, async () => {
  const { exitCode, output } = await runWithInput(
    `${root}/node_modules/.bin/biome`,
    ['ci', '--error-on-warnings', '.'],
    '',
  )
  expect(exitCode, output).toBe(0)
})

test('the types hold', patient, async () => {
  const { exitCode, output } = await runWithInput(`${root}/node_modules/.bin/tsc`, ['--noEmit'], '')
  expect(exitCode, output).toBe(0)
})
