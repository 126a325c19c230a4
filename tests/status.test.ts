import { expect, test } from 'vitest'
import { statusOf } from '../scripts/circlec/status.ts'

test('on a terminal the file that is checked is named where that takes a while, and nothing of it stays', () => {
  const lines: string[] = []
  const status = statusOf(3, { status: line => lines.push(line) })
  status.begin('small.yml', 100, 0)
  status.begin('large.yml', 3_000_000, 1)
  status.begin('small.yml', 100, 2)
  status.end()
  expect(lines).toEqual(['checking 2 of 3: large.yml', ''])
})
