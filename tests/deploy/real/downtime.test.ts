import { expect, test } from 'vitest'
import { measureBoth } from './downtime.ts'

test('a change of the web image alone costs at most a fifth of the requests that "pull; stop all; up" costs', async () => {
  const { ours, plain } = await measureBoth()
  const line = ({ web, admin }: typeof ours) =>
    `${web.failed} of ${web.asked} (web), ${admin.failed} of ${admin.asked} (admin)`
  console.log(
    `failed requests, 50 a second:\n  ours                ${line(ours)}\n  pull; stop all; up  ${line(plain)}`,
  )
  expect(plain.web.failed).toBeGreaterThan(0)
  expect(ours.web.failed).toBeLessThanOrEqual(plain.web.failed / 5)
  expect(ours.admin.failed).toBe(0)
  expect(ours.databaseKept).toBe(true)
})
